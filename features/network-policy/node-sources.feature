Feature: by which address pods, and policies, know a node
  A packet that a node sends to a pod, or masquerades on its way, has the address of the interface by which it leaves: a
  bridge's or a pair's on the pod's own node, a tunnel's towards other nodes.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {nodeName: one, containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}}
      """

  Scenario Outline: <profile>: own pods see <own>, other pods <other>
    Given a <profile> cluster
    And the nodes:
      | name | address     |
      | one  | 172.29.7.11 |
      | two  | 172.29.7.12 |
    When node one connects to pod web on port 80
    Then it reaches pod web
    And the source address seen by the pod is <own>
    When node two connects to pod web on port 80
    Then it reaches pod web
    And the source address seen by the pod is <other>

    Examples:
      | profile        | own         | other       |
      | k3s            | 10.42.0.1   | 10.42.1.0   |
      | kubeadm        | 10.244.0.1  | 10.244.1.0  |
      | calico         | 172.29.7.11 | 192.168.0.64 |
      | antrea         | 10.244.0.1  | 10.244.1.1  |
      | ovn-kubernetes | 10.244.0.2  | 10.244.1.2  |
      | kind           | 10.244.0.1  | 172.29.7.12 |
      | aks-kubenet    | 10.244.0.1  | 172.29.7.12 |
      | gke            | 10.4.0.1    | 172.29.7.12 |
      | aws-vpc-cni    | 172.29.7.11 | 172.29.7.12 |
      | default        | 172.29.7.11 | 172.29.7.12 |

  Scenario Outline: <profile>: a policy that admits the machines' own addresses <verdict> another node
    Given a <profile> cluster
    And the nodes:
      | name | address     |
      | one  | 172.29.7.11 |
      | two  | 172.29.7.12 |
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: machines}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 172.29.7.0/24}}]}]}
      """
    When node two connects to pod web on port 80
    Then it <outcome>
    When node one connects to pod web on port 80
    Then it reaches pod web
    When the external client 203.0.113.7 curls 172.29.7.12:30080
    Then it <outcome>

    Examples:
      | profile     | verdict   | outcome                              |
      | k3s         | locks out | is denied by network policy machines |
      | calico      | locks out | is denied by network policy machines |
      | antrea      | locks out | is denied by network policy machines |
      | kind        | lets in   | reaches pod web                      |
      | default     | lets in   | reaches pod web                      |
      | aws-vpc-cni | lets in   | reaches pod web                      |

  Scenario: a client that another node forwarded is nobody to Cilium: only the block of all addresses holds it
    Given a cilium cluster
    And the nodes:
      | name | address     |
      | one  | 172.29.7.11 |
      | two  | 172.29.7.12 |
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: half}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 128.0.0.0/1}}]}]}
      """
    When the external client 203.0.113.7 curls 172.29.7.12:30080
    Then it is denied by network policy half
    And the explanation contains "a client outside whose address another node hides"
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: half}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}
      """
    And the external client 203.0.113.7 curls 172.29.7.12:30080
    Then it reaches pod web via NodePort

  Scenario: a Cluster file says it otherwise: Calico without a tunnel
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: routed}
      spec:
        extends: calico
        network: {nodeSource: {otherPods: node}}
        nodes: [{name: one, address: 172.29.7.11}, {name: two, address: 172.29.7.12}]
      """
    When node two connects to pod web on port 80
    Then it reaches pod web
    And the source address seen by the pod is 172.29.7.12
