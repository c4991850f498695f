@twin
Feature: the pods of the first tutorial, each with one thing broken
  Every scenario fails, and says why.

  Background:
    Given a minikube cluster

  Rule: inside a pod

    @tutorial-2 @tutorial-24
    Scenario: another pod has taken the next free address
      fails with: "it has 172.17.0.8"

      Given the manifests in examples/pod-networking/manifests/already-there.yaml
      And the manifests in examples/pod-networking/manifests/pod-nginx.yaml
      When the manifests in examples/pod-networking/manifests/pod-centos.yaml are applied
      Then pod pod-centos has address 172.17.0.7

    @tutorial-5 @tutorial-9
    Scenario: a CNI plugin makes the interface, not Docker
      fails with: "ether 0a:58:"

      Given a flannel cluster
      And the manifests in examples/pod-networking/manifests/pod-centos.yaml
      When container cntr-centos in pod pod-centos runs "ifconfig"
      Then the output contains "ether 02:42:ac:11:00:07"

    @tutorial-11 @tutorial-13 @tutorial-45
    Scenario: cntr-httpd is not in the pod
      fails with: "nobody in pod default/pod-centos listens on 80/TCP"

      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: pod-centos}
        spec:
          containers: [{name: cntr-centos, image: centos, command: [sleep, "3600"]}]
        """
      When pod-centos curls http://localhost
      Then it reaches pod pod-centos via Loopback

    @tutorial-12
    Scenario: the address is another pod's
      fails with: "it reaches pod default/pod-nginx at 172.17.0.8:80 via PodIP"

      Given the manifests in examples/pod-networking/manifests/already-there.yaml
      And the manifests in examples/pod-networking/manifests/pod-centos.yaml
      And the manifests in examples/pod-networking/manifests/pod-nginx.yaml
      When container cntr-centos in pod pod-centos curls http://172.17.0.8
      Then it reaches pod pod-centos via PodIP

    @tutorial-15
    Scenario: the container runs another command, so its image's server does not listen
      fails with: "nobody in pod default/undeclared listens on 80/TCP"

      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: undeclared}
        spec:
          containers: [{name: cntr-httpd, image: "httpd:latest", command: [sleep, "3600"]}]
        """
      When pod undeclared curls http://localhost
      Then it reaches pod undeclared via Loopback

    @tutorial-17 @tutorial-18
    Scenario: the pod has a host name of its own
      fails with: "no name of the search list exists"

      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: pod-centos}
        spec:
          hostname: web
          containers: [{name: cntr-httpd, image: "httpd:latest"}]
        """
      When pod-centos curls http://pod-centos
      Then it reaches pod pod-centos

    @tutorial-19
    Scenario: the name is not in /etc/hosts, and the DNS is gone
      fails with: "nameserver 10.96.0.10 does not answer"

      Given the manifests in examples/pod-networking/manifests
      When deployment kube-system/coredns is scaled to 0
      And pod-centos curls http://pod-httpd
      Then it reaches pod pod-httpd

    @tutorial-20
    Scenario: somebody listens after all
      fails with: "it reaches pod default/pod-centos at 172.17.0.4:80 via Loopback"

      Given the manifests in examples/pod-networking/manifests/pod-centos.yaml
      When container cntr-httpd in pod pod-centos curls http://localhost:80
      Then it is refused

  Rule: pods and names

    @tutorial-21
    Scenario: a pod with the node's network has the node's address
      fails with: "it has 192.168.99.105"

      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: pod-httpd}
        spec:
          hostNetwork: true
          containers: [{name: cntr-httpd, image: "httpd:latest"}]
        """
      Then pod pod-httpd has address 172.17.x.x

    @tutorial-27
    Scenario Outline: <what>
      fails with: "<why>"

      Given the manifests in examples/pod-networking/manifests
      When pod-httpd curls http://<target>
      Then it reaches pod pod-nginx via PodIP

      Examples:
        | what                   | target          | why                                                  |
        | the port is another    | 172.17.0.9:8080 | nobody in pod default/pod-nginx listens on 8080/TCP  |
        | the address is nobody's | 172.17.0.99     | no pod has 172.17.0.99                               |

    @tutorial-27
    Scenario: a policy isolates pod-nginx, where the plugin enforces policies
      fails with: "NetworkPolicy default/nobody isolates ingress"

      Given a kind cluster
      And the manifests in examples/pod-networking/manifests
      And the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: nobody}
        spec: {podSelector: {}}
        """
      When pod-httpd connects to pod pod-nginx on port 80
      Then it reaches pod pod-nginx via PodIP

    @tutorial-30 @tutorial-31
    Scenario: the pod takes the node's name servers
      fails with: "nameserver 10.0.2.3"

      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: pod-nginx}
        spec:
          dnsPolicy: Default
          containers: [{name: cntr-nginx, image: nginx}]
        """
      Then the file /etc/resolv.conf of pod-nginx contains:
        """
        nameserver 10.96.0.10
        """

    @tutorial-32
    Scenario: there is no Service of that name
      fails with: "a Pod has no DNS record of its name: only a Service in front of it has"

      Given the manifests in examples/pod-networking/manifests
      When pod-httpd curls http://pod-nginx
      Then it reaches pod pod-nginx via ClusterIP

    @tutorial-32
    Scenario: the Service is in another namespace
      fails with: "is in namespace shop: ask for pod-nginx.shop"

      Given the manifests in examples/pod-networking/manifests
      When I run:
        """
        kubectl create namespace shop
        kubectl create service clusterip pod-nginx --tcp=80 -n shop
        """
      And pod-httpd resolves pod-nginx
      Then it resolves to 10.96.x.x
