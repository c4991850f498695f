Feature: the flannel tutorial's pods, each with one thing broken
  Every scenario fails, and says why.

  Background:
    Given a flannel cluster

  @twin @tutorial-98
  Scenario: the pod's port is another
    fails with: "nobody in pod default/nginx1 listens on 8080/TCP; it listens on 80/TCP"
    Given the manifests in examples/pod-network-flannel/nginx-pod1.yaml
    And a client pod busybox
    When busybox connects to pod nginx1 on port 8080
    Then it reaches pod nginx1 via PodIP

  @twin @tutorial-99
  Scenario: the node's subnet is another
    fails with: "kuben05   172.30.9.0/24"
    Given the nodes:
      | name    | address     | pod CIDR      |
      | kuben05 | 10.10.10.85 | 172.30.9.0/24 |
    When I run "kubectl get nodes -o custom-columns=NAME:.metadata.name,SUBNET:.spec.podCIDR"
    Then the output contains "kuben05   172.30.41.0/24"

  @twin @tutorial-102
  Scenario: the pod is not the first of its node
    fails with: "it has 172.30.41.3"
    Given the cluster in examples/pod-network-flannel/clusters/without-dns.yaml
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: another}
      spec: {nodeName: kuben05, containers: [{name: main, image: busybox}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: nginx1}
      spec: {nodeName: kuben05, containers: [{name: nginx, image: nginx}]}
      """
    Then pod nginx1 has address 172.30.41.2

  @twin @tutorial-103
  Scenario: nothing in the pod listens on port 80
    fails with: "nobody in pod default/nginx1 listens on 80/TCP; no port of it is known"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: nginx1, labels: {run: nginx}}
      spec: {containers: [{name: nginx, image: busybox, command: [sleep, "3600"]}]}
      """
    When node kubem00 connects to pod nginx1 on port 80
    Then it reaches pod nginx1 via PodIP

  @twin @tutorial-104
  Scenario: the pod takes the node's port 80 too
    fails with: "a host port of pod default/nginx1"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: nginx1}
      spec:
        nodeName: kuben05
        containers: [{name: nginx, image: nginx, ports: [{containerPort: 80, hostPort: 80}]}]
      """
    When node kubem00 curls 10.10.10.85:80
    Then it is refused

  @twin @tutorial-108
  Scenario: both pods want the same port of the node
    fails with: "1 node(s) didn't have free ports for the requested pod ports"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: nginx1}
      spec:
        nodeSelector: {kubernetes.io/hostname: kuben05}
        containers: [{name: nginx, image: nginx, ports: [{containerPort: 80, hostPort: 80}]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: nginx2}
      spec:
        nodeSelector: {kubernetes.io/hostname: kuben05}
        containers: [{name: nginx, image: nginx, ports: [{containerPort: 80, hostPort: 80}]}]
      """
    Then pod nginx2 runs on node kuben05

  @twin @tutorial-109
  Scenario: the node of both is down
    fails with: "it times out: node kuben05 is down"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: nginx1}
      spec: {nodeName: kuben05, containers: [{name: nginx, image: nginx}]}
      """
    When node kuben05 goes down
    And node kubem00 connects to pod nginx1 on port 80
    Then it reaches pod nginx1 via PodIP

  @twin @tutorial-110
  Scenario: the pod is on its node's own network
    fails with: "it reaches pod default/nginx1 at 10.10.10.85:80 via HostNetwork"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: nginx1}
      spec: {hostNetwork: true, nodeName: kuben05, containers: [{name: nginx, image: nginx}]}
      """
    When an external client connects to pod nginx1 on port 80
    Then it times out

  @twin @tutorial-169
  Scenario: a policy closes what was open, on a network that enforces it
    fails with: "NetworkPolicy default/nobody isolates ingress, and no rule allows it from pod default/busybox on port 80/TCP"
    Given a calico cluster
    And the manifests in examples/pod-network-flannel/nginx-pod1.yaml
    And a client pod busybox
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: nobody}
      spec: {podSelector: {}}
      """
    When busybox connects to pod nginx1 on port 80
    Then it reaches pod nginx1 via PodIP
