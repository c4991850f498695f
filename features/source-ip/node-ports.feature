Feature: the source address behind a node port
  The node that a client asks puts its own address there, so that the answer comes back through it; unless the Service
  keeps its traffic local.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {nodeName: worker-1, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: open}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 31080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: local}
      spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, nodePort: 31081}]}
      """

  Scenario Outline: policy Cluster: the address of the node that was asked
    When the external client 203.0.113.7 curls <node>:31080
    Then it reaches pod web via NodePort
    And the source address seen by the pod is <node>

    Examples:
      | node         |
      | 192.168.0.11 |
      | 192.168.0.12 |

  Scenario: policy Local: the client's own
    When the external client 203.0.113.7 curls 192.168.0.11:31081
    Then the source address seen by the pod is 203.0.113.7

  Scenario: which has its price: the other nodes do not answer
    When the external client 203.0.113.7 curls 192.168.0.12:31081
    Then it times out

  Scenario Outline: policy Local, where pods leave with their own addresses: the node that was asked must see the answer
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: c}
      spec: {extends: default, network: {masqueradeOutside: false}}
      """
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: client}
      spec: {nodeName: worker-1, containers: [{name: client, image: busybox}]}
      """
    When client curls <node>:31081
    Then it <ends>

    Examples:
      | node         | ends                         |
      | 192.168.0.11 | reaches pod web via NodePort |
      | 192.168.0.12 | times out                    |
