Feature: a pod of two containers, by name
  The web edition of the chapter lost its addresses and half of its YAML; these are the values of a real cluster.

  Background:
    Given a minikube cluster
    And the manifests in manifests/pod-demo.yaml

  Rule: the manifest

    @tutorial-35
    Scenario: the manifest as the page prints it has lost the line "metadata:", and is told so where it breaks
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
          name: pod-damaged
            component: centos
        """
      Then the manifests are rejected with "Nested mappings are not allowed in compact mappings"

    @tutorial-37
    Scenario: the pod's row, with the address that the page lost
      When I run "kubectl get pods -o wide"
      Then the output is:
        """
        NAME       READY   STATUS    RESTARTS   AGE   IP           NODE       NOMINATED NODE   READINESS GATES
        pod-demo   2/2     Running   0          0s    172.17.0.4   minikube   <none>           <none>
        """

  Rule: its containers

    @tutorial-36 @tutorial-41
    Scenario Outline: both containers have the pod's host name, here <container>
      When container <container> in pod pod-demo runs "hostname"
      Then the output is:
        """
        pod-demo
        """

      Examples:
        | container   |
        | cntr-httpd  |
        | cntr-centos |

    @tutorial-38 @tutorial-42
    Scenario: kubectl exec runs a command in the container that -c names
      The prompts of the page say pod-centos: the host name of the pod that they are in is pod-demo.

      When I run "kubectl exec pod-demo -c cntr-centos -it -- hostname"
      Then the output is:
        """
        pod-demo
        """
      Then it is not modelled that container cntr-centos in pod pod-demo runs "/bin/bash"

    @tutorial-39
    Scenario: without -c it is the first container, and kubectl says which
      When I run "kubectl exec pod-demo -- curl http://localhost"
      Then the output contains 'Defaulted container "cntr-httpd" out of: cntr-httpd, cntr-centos'
      And the output contains "curl: command not found"
      When I run "kubectl exec pod-demo -c cntr-centos -- curl http://localhost"
      Then the output is:
        """
        <html><body><h1>It works!</h1></body></html>
        """

    @tutorial-40
    Scenario: when the second container fails, the first goes on, but Services leave the pod out
      "Still functions" is half of it: a pod with a failing container is not ready.

      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: half, labels: {app: half}}
        spec:
          containers:
            - {name: first, image: "httpd:latest", ports: [{containerPort: 80}]}
            - {name: second, image: "nginx:latest", ports: [{containerPort: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: half}
        spec:
          selector: {app: half}
          ports: [{port: 80}]
        """
      And a client pod busybox
      When I run "kubectl get pods half"
      Then the output contains "half   1/2     CrashLoopBackOff"
      When busybox connects to pod half on port 80
      Then it reaches pod half via PodIP
      And the response contains "It works!"
      When busybox curls http://half
      Then it is refused
      And the explanation contains "app=half selects 1 pod, but default/half is not ready"

  Rule: its network

    @tutorial-43
    Scenario: the interfaces, with the addresses that the page lost
      When container cntr-centos in pod pod-demo runs "ifconfig"
      Then the output contains "eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500"
      And the output contains "inet 172.17.0.4  netmask 255.255.0.0  broadcast 172.17.255.255"
      And the output contains "ether 02:42:ac:11:00:04  txqueuelen 0  (Ethernet)"
      And the output contains "inet 127.0.0.1  netmask 255.0.0.0"

    @tutorial-44 @tutorial-45
    Scenario Outline: cntr-centos gets the page of cntr-httpd from <url>
      When container cntr-centos in pod pod-demo runs "curl <url>"
      Then the output is:
        """
        <html><body><h1>It works!</h1></body></html>
        """

      Examples:
        | url               |
        | http://127.0.0.1  |
        | http://172.17.0.4 |
        | http://localhost  |
        | http://pod-demo   |

    @tutorial-44
    Scenario: a curl that lost its URL, as on the page, is an error
      When container cntr-centos in pod pod-demo runs "curl"
      Then the output contains "try 'curl --help'"
      And it exits with status 2

    @tutorial-46
    Scenario: the name pod-centos, which the page curls, belongs to nobody
      When container cntr-centos in pod pod-demo resolves pod-centos
      Then it fails to resolve
      When container cntr-centos in pod pod-demo runs "curl http://pod-centos"
      Then the output is:
        """
        curl: (6) Could not resolve host: pod-centos
        """
      And it exits with status 6

    @tutorial-47
    Scenario: /etc/hosts has the name pod-demo
      When container cntr-httpd in pod pod-demo runs "cat /etc/hosts"
      Then the output contains "# Kubernetes-managed hosts file."
      And the output contains "172.17.0.4	pod-demo"
      And the output does not contain "pod-centos"
