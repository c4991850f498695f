Feature: the containers of a pod share its network
  Two containers, one address: whoever listens on a port answers on it, whichever container asks.

  Background:
    Given a minikube cluster
    And the manifests in manifests/already-there.yaml
    And the manifests in manifests/pod-centos.yaml

  Rule: the pod has one address, and both containers have it

    @tutorial-1 @tutorial-2 @tutorial-3 @tutorial-4
    Scenario: the pod runs on the only node, with the next free address
      Then the manifests are accepted
      And pod pod-centos runs on node minikube
      And pod pod-centos has address 172.17.0.7
      When I run "kubectl get pods -o wide"
      Then the output is:
        """
        NAME         READY   STATUS    RESTARTS   AGE   IP           NODE       NOMINATED NODE   READINESS GATES
        pod-centos   2/2     Running   0          0s    172.17.0.7   minikube   <none>           <none>
        """

    @tutorial-5 @tutorial-8 @tutorial-9 @tutorial-10
    Scenario Outline: container <container> sees the interfaces eth0 and lo, and no other
      The hardware address is 02:42 and the four octets of 172.17.0.7. Nothing is counted: packets are not sent.

      When container <container> in pod pod-centos runs "ifconfig"
      Then the output is:
        """
        eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
                inet 172.17.0.7  netmask 255.255.0.0  broadcast 172.17.255.255
                ether 02:42:ac:11:00:07  txqueuelen 0  (Ethernet)
                RX packets 0  bytes 0 (0.0 B)
                RX errors 0  dropped 0  overruns 0  frame 0
                TX packets 0  bytes 0 (0.0 B)
                TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0

        lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536
                inet 127.0.0.1  netmask 255.0.0.0
                loop  txqueuelen 1000  (Local Loopback)
                RX packets 0  bytes 0 (0.0 B)
                RX errors 0  dropped 0  overruns 0  frame 0
                TX packets 0  bytes 0 (0.0 B)
                TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0
        """

      Examples:
        | container   |
        | cntr-httpd  |
        | cntr-centos |

    @tutorial-6
    Scenario: Curlew installs no packages, and says so
      Then it is not modelled that container cntr-centos in pod pod-centos runs "yum install -q -y net-tools"

    @tutorial-7
    Scenario: ifconfig is there because the manifest says that net-tools is installed
      When I run "kubectl annotate pod pod-centos curlew.dev/tools-"
      And container cntr-centos in pod pod-centos runs "ifconfig"
      Then the output is:
        """
        bash: ifconfig: command not found
        """
      And it exits with status 127

  Rule: localhost is the pod

    @tutorial-11 @tutorial-12 @tutorial-13 @tutorial-18
    Scenario Outline: cntr-centos gets the page of cntr-httpd from <url>
      When container cntr-centos in pod pod-centos curls <url>
      Then it reaches pod pod-centos via <via>
      And the explanation contains "container cntr-httpd listens on 80/TCP"
      When container cntr-centos in pod pod-centos runs "curl <url>"
      Then the output is:
        """
        <html><body><h1>It works!</h1></body></html>
        """
      And it exits with status 0

      Examples:
        | url               | via      |
        | http://127.0.0.1  | Loopback |
        | http://localhost  | Loopback |
        | http://172.17.0.7 | PodIP    |
        | http://pod-centos | PodIP    |

    @tutorial-14
    Scenario: the command of cntr-centos's loop succeeds, so the container goes on
      When container cntr-centos in pod pod-centos runs "curl http://localhost"
      Then the output contains "It works!"
      And it exits with status 0
      When I run "kubectl get pod pod-centos -o jsonpath={.status.containerStatuses[1].ready}"
      Then the output contains "true"

    @tutorial-15
    Scenario: a container answers because its process listens, whether or not the manifest declares the port
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: undeclared}
        spec:
          containers:
            - {name: cntr-httpd, image: "httpd:latest"}
            - {name: cntr-centos, image: centos, command: [/bin/bash, -c], args: ["sleep 3600"]}
        """
      And container cntr-centos in pod undeclared curls http://localhost
      Then it reaches pod undeclared via Loopback
      And the explanation contains "container cntr-httpd listens on 80/TCP"

    @tutorial-20
    Scenario: nobody listens in cntr-centos, so there is nothing for cntr-httpd to reach
      When container cntr-httpd in pod pod-centos curls http://localhost:8080
      Then it is refused
      And the explanation contains "nobody in pod default/pod-centos listens on 8080/TCP; it listens on 80/TCP"

  Rule: the pod knows its own name without asking the DNS

    @tutorial-16
    Scenario: the kubelet writes /etc/hosts
      Then the file /etc/hosts of pod-centos contains:
        """
        # Kubernetes-managed hosts file.
        127.0.0.1 localhost
        ::1 localhost ip6-localhost ip6-loopback
        fe00::0 ip6-localnet
        fe00::0 ip6-mcastprefix
        fe00::1 ip6-allnodes
        fe00::2 ip6-allrouters
        172.17.0.7 pod-centos
        """

    @tutorial-17
    Scenario Outline: the host name of <container> is the pod's name
      When container <container> in pod pod-centos runs "hostname"
      Then the output is:
        """
        pod-centos
        """

      Examples:
        | container   |
        | cntr-httpd  |
        | cntr-centos |

    @tutorial-13 @tutorial-18 @tutorial-19
    Scenario Outline: <name> comes from /etc/hosts, also while the DNS is gone
      When deployment kube-system/coredns is scaled to 0
      And container cntr-centos in pod pod-centos curls http://<name>
      Then it reaches pod pod-centos
      And the explanation contains "/etc/hosts says that <name> is <address>"

      Examples:
        | name       | address    |
        | localhost  | 127.0.0.1  |
        | pod-centos | 172.17.0.7 |
