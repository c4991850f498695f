Feature: a pod that reaches itself through its Service
  The packet comes back to the pod that sent it. So that the answer finds its way, the node puts its own address there.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, labels: {app: web}}
      spec: {nodeName: worker-1, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """

  Scenario: it sees its node as the client
    When web-0 curls web
    Then it reaches pod web-0 via ClusterIP
    And the source address seen by the pod is 192.168.0.11

  Scenario: another pod is seen as it is
    Given a client pod busybox
    When busybox curls web
    Then the source address seen by the pod is 10.244.x.x

  Scenario: a pod that is called like its Service does not even get there: its own name is in its /etc/hosts
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: web, image: nginx}]}
      """
    And pod web curls web
    Then it reaches pod web via PodIP

  Scenario: on its own address nothing is translated
    When web-0 curls localhost
    Then it reaches pod web-0 via Loopback
    And the source address seen by the pod is 127.0.0.1

  Scenario Outline: behind an endpoint that names no node, nftables does not know the pod itself: no answer comes back
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: c}
      spec: {extends: default, dns: {installed: false}, proxy: {mode: <mode>}}
      """
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: manual}
      spec: {clusterIP: 10.96.0.50, ports: [{port: 80}]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: manual-1, labels: {kubernetes.io/service-name: manual}}
      addressType: IPv4
      ports: [{name: "", port: 80}]
      endpoints: [{addresses: [10.244.1.2]}]
      """
    When web-0 curls 10.96.0.50
    Then it <ends>

    Examples:
      | mode     | ends                            |
      | iptables | reaches pod web-0 via ClusterIP |
      | nftables | times out                       |

  Scenario Outline: a bridge sends a packet back by the port that it came from in hairpin mode alone: <extends> with <mode>
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: bridged}
      spec:
        extends: <extends>
        network: {<mode>}
        nodes: [{name: worker-1, address: 192.168.99.11}, {name: worker-2, address: 192.168.99.12}]
      """
    When web-0 curls web
    Then it <outcome>

    Examples:
      | extends  | mode               | outcome                         |
      | minikube |                    | times out                       |
      | minikube | hairpinMode: true  | reaches pod web-0 via ClusterIP |
      | default  | hairpinMode: false | times out                       |
      | flannel  |                    | reaches pod web-0 via ClusterIP |
      | minikube | plugin: flannel    | reaches pod web-0 via ClusterIP |

  Scenario: without it others reach the pod as ever, and the pod itself on its own address
    Given a minikube cluster
    And the nodes:
      | name     |
      | worker-1 |
    And a client pod busybox
    When busybox curls web
    Then it reaches pod web-0 via ClusterIP
    When web-0 connects to pod web-0 on port 80
    Then it reaches pod web-0
