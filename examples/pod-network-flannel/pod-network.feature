Feature: pod networking with flannel
  Every pod has an address of its own, from its node's share of the overlay network.

  Rule: an address for every pod, and a way to it from everywhere inside

    Background:
      Given a flannel cluster
      And the manifests in nginx-pod1.yaml
      And a client pod busybox

    @tutorial-98
    Scenario: a pod has an address of the overlay network
      Then pod nginx1 has address 172.30.x.x

    @tutorial-98 @tutorial-103
    Scenario Outline: <client> reaches the pod at its own address, without translation
      When <client> connects to pod nginx1 on port 80
      Then it reaches pod nginx1 via PodIP
      And the response contains "Welcome to nginx!"

      Examples:
        | client       |
        | busybox      |
        | node kubem00 |
        | node kuben05 |
        | node kuben06 |

    @tutorial-98
    Scenario: the pod sees who connects
      When busybox connects to pod nginx1 on port 80
      Then the source address seen by the pod is 172.30.x.x

    @tutorial-104
    Scenario Outline: port 80 of the pod is not port 80 of <worker>
      When node kubem00 curls <worker>:80
      Then it is refused

      Examples:
        | worker      |
        | 10.10.10.85 |
        | 10.10.10.86 |

    @tutorial-110
    Scenario: outside the cluster no route leads to a pod
      When an external client connects to pod nginx1 on port 80
      Then it times out

  Rule: a node's pods take their addresses from the node's subnet

    @tutorial-99
    Scenario: each node has a /24 of 172.30.0.0/16
      Given a flannel cluster
      When I run:
        """
        kubectl get nodes -o custom-columns=NAME:.metadata.name,SUBNET:.spec.podCIDR
        """
      Then the output is:
        """
        NAME      SUBNET
        kubem00   172.30.33.0/24
        kuben05   172.30.41.0/24
        kuben06   172.30.5.0/24
        """

    @tutorial-99
    Scenario Outline: <node>'s bridge is <bridge>
      Given a flannel cluster
      When node <node> runs "ip addr show cni0"
      Then the output contains "inet <bridge>/24"

      Examples:
        | node    | bridge      |
        | kuben05 | 172.30.41.1 |
        | kuben06 | 172.30.5.1  |

  Rule: the tutorial's own session, on kuben05
    Nothing else runs there, so that the addresses are those of the tutorial.

    Background:
      Given the cluster in clusters/without-dns.yaml
      And the manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: nginx1, labels: {run: nginx}}
        spec:
          nodeName: kuben05
          containers: [{name: nginx, image: "nginx:latest", ports: [{containerPort: 80}]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: nginx2, labels: {run: nginx}}
        spec:
          nodeName: kuben05
          containers: [{name: nginx, image: "nginx:latest", ports: [{containerPort: 80}]}]
        """

    @tutorial-102
    Scenario: the bridge is .1, the first pod .2
      Then pod nginx1 has address 172.30.41.2

    @tutorial-108
    Scenario: two pods with the same port share a node, each with an address
      Then pod nginx1 runs on node kuben05
      And pod nginx2 runs on node kuben05
      And pod nginx2 has address 172.30.41.3

    @tutorial-103 @tutorial-109
    Scenario Outline: the master reads the page of <address>
      When node kubem00 runs "curl <address>:80"
      Then the output contains "Welcome to nginx!"
      And it exits with status 0

      Examples:
        | address     |
        | 172.30.41.2 |
        | 172.30.41.3 |

    @tutorial-101
    Scenario: one address, and the list of all
      When I run "kubectl get pod nginx1 -o yaml | grep podIP"
      Then the output is:
        """
          podIP: 172.30.41.2
          podIPs:
        """

    @tutorial-107
    Scenario: the addresses of all, in the order of the pods' names
      When I run "kubectl get pods -l run=nginx -o yaml | grep podIP:"
      Then the output is:
        """
            podIP: 172.30.41.2
            podIP: 172.30.41.3
        """

    @tutorial-110
    Scenario: an outsider's curl ends without an answer
      When an external client runs "curl -m 5 172.30.41.2:80"
      Then it exits with status 28

    @tutorial-169
    Scenario: without a NetworkPolicy nothing is closed
      Then every pod can reach 172.30.41.2:80
      When I run "kubectl get networkpolicies -A"
      Then the output is:
        """
        No resources found
        """

  Rule: pods are made and listed by kubectl

    Background:
      Given a flannel cluster

    @tutorial-100 @tutorial-105
    Scenario: kubectl tells of the kind and the name that it created
      Until 1.10 it said: pod "nginx1" created
      When I run "kubectl create -f nginx-pod1.yaml"
      Then the output is:
        """
        pod/nginx1 created
        """
      When I run "kubectl create -f nginx-pod2.yaml"
      Then the output is:
        """
        pod/nginx2 created
        """

    @tutorial-106
    Scenario: both are listed
      When I run:
        """
        kubectl create -f nginx-pod1.yaml
        kubectl create -f nginx-pod2.yaml
        """
      And I run "kubectl get pods"
      Then the output is:
        """
        NAME     READY   STATUS    RESTARTS   AGE
        nginx1   1/1     Running   0          0s
        nginx2   1/1     Running   0          0s
        """
