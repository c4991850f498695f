Feature: every pod reaches every pod, without translation
  One network, flat: an address means the same to everybody in the cluster.

  Rule: addresses are routable in the whole cluster

    Background:
      Given the manifests in examples/cluster-networking

    @tutorial-59
    Scenario Outline: a pod on <node> reaches pods on every node, and is seen with its own address
      When visitors/<client> connects to 10.1.0.3 port 80
      Then it reaches pod 10.1.0.3 via PodIP
      And the source address seen by the pod is <address>
      When visitors/<client> connects to 10.2.3.5 port 80
      Then it reaches pod 10.2.3.5 via PodIP
      And the source address seen by the pod is <address>
      When visitors/<client> connects to 10.3.5.6 port 80
      Then it reaches pod 10.3.5.6 via PodIP
      And the source address seen by the pod is <address>

      Examples:
        | node   | client | address  |
        | node-a | on-a   | 10.1.0.4 |
        | node-b | on-b   | 10.2.3.6 |
        | node-c | on-c   | 10.3.5.7 |

    @tutorial-60
    Scenario Outline: node <node> reaches pods on every node, without translation
      When node <node> connects to 10.1.0.3 port 80
      Then it reaches pod 10.1.0.3 via PodIP
      When node <node> connects to 10.3.5.6 port 80
      Then it reaches pod 10.3.5.6 via PodIP
      And the source address seen by the pod is <address>

      Examples:
        | node   | address      |
        | node-a | 192.168.1.11 |
        | node-b | 192.168.1.12 |

    @tutorial-61
    Scenario: the address that a pod knows of itself is the one that others see
      When visitors/on-a runs "ip -4 addr show eth0"
      Then the output contains "inet 10.1.0.4/"
      When visitors/on-a connects to 10.3.5.6 port 80
      Then the source address seen by the pod is 10.1.0.4

    @tutorial-75
    Scenario: an address is enough: nobody is asked for a name
      When deployment kube-system/coredns is scaled to 0
      And visitors/on-a connects to 10.3.5.6 port 80
      Then it reaches pod 10.3.5.6 via PodIP

    @tutorial-76
    Scenario: each node's kubelet runs the pods that are bound to it; when a node is gone, others take them over
      When node node-b goes down
      And visitors/on-a connects to 10.2.3.5 port 80
      Then it times out
      When I run "kubectl get nodes node-b"
      Then the output contains "node-b   NotReady"
      When visitors/on-a curls http://my-svc.my-namespace
      Then it is balanced over 3 pods
      When I run "kubectl get pods -n my-namespace -o wide | grep Running"
      Then the output does not contain "node-b"

  Rule: Kubernetes brings no network itself

    @tutorial-62
    Scenario: without a network plugin no node is ready, and no pod gets an address
      Given the cluster in examples/cluster-networking/clusters/without-plugin.yaml
      And the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: bound}
        spec: {nodeName: worker-1, containers: [{name: nginx, image: nginx}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: free}
        spec: {containers: [{name: nginx, image: nginx}]}
        """
      When I run "kubectl get nodes"
      Then the output is:
        """
        NAME            STATUS     ROLES           AGE   VERSION
        control-plane   NotReady   control-plane   0s    v1.34.0
        worker-1        NotReady   <none>          0s    v1.34.0
        worker-2        NotReady   <none>          0s    v1.34.0
        """
      And pod free is pending with "2 node(s) had untolerated taint {node.kubernetes.io/not-ready: }"
      When I run "kubectl get pod bound -o wide"
      Then the output is:
        """
        NAME    READY   STATUS              RESTARTS   AGE   IP       NODE       NOMINATED NODE   READINESS GATES
        bound   0/1     ContainerCreating   0          0s    <none>   worker-1   <none>           <none>
        """
      And the manifests are accepted with the warning "cni plugin not initialized"

  Rule: ports are a pod's own

    @tutorial-63
    Scenario: two pods on one node may listen on the same port
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: one}
        spec: {nodeName: worker-1, containers: [{name: nginx, image: nginx, ports: [{containerPort: 80}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: two}
        spec: {nodeName: worker-1, containers: [{name: nginx, image: nginx, ports: [{containerPort: 80}]}]}
        """
      And a client pod busybox
      When I run "kubectl get pods one two"
      Then the output is:
        """
        NAME   READY   STATUS    RESTARTS   AGE
        one    1/1     Running   0          0s
        two    1/1     Running   0          0s
        """
      When busybox connects to pod one on port 80
      Then it reaches pod one via PodIP
      When busybox connects to pod two on port 80
      Then it reaches pod two via PodIP

    @tutorial-74
    Scenario: two containers of one pod may not, until one of them changes its port
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - {name: first, image: nginx, ports: [{containerPort: 80}]}
            - {name: second, image: httpd, ports: [{containerPort: 80}]}
        """
      Then the manifests are accepted with the warning "container second of pod default/web cannot listen on 80/TCP: container first of the same pod holds it"
      When I run "kubectl get pod web"
      Then the output contains "web    1/2     CrashLoopBackOff"
      When pod web is deleted
      And the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - {name: first, image: nginx, ports: [{containerPort: 80}]}
            - {name: second, image: httpd, ports: [{containerPort: 8080}]}
        """
      And I run "kubectl get pod web"
      Then the output contains "web    2/2     Running"
