Feature: pods on the host network
  They are their node: its address, its ports, its names.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: proxy}
      spec: {nodeName: worker-1, hostNetwork: true, containers: [{name: proxy, image: nginx}]}
      """

  Scenario: it has its node's address
    Then pod proxy has address 192.168.0.11
    When an external client curls 192.168.0.11
    Then it reaches pod proxy via HostNetwork

  Scenario: the node reaches it on localhost
    When node worker-1 curls localhost
    Then it reaches pod proxy via Loopback
    When node worker-2 curls localhost
    Then it is refused

  Scenario: where nobody knows what it listens on, nobody knows what its node does
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: agent}
      spec: {nodeName: worker-2, hostNetwork: true, containers: [{name: agent, image: registry.example/agent}]}
      """
    When an external client connects to 192.168.0.12 port 9100
    Then it is unknown
    And the explanation contains "nobody knows whether container agent of pod default/agent listens on 9100/TCP"
    When an external client connects to 192.168.0.11 port 9100
    Then it is refused

  Scenario: it does not know the cluster's names
    When proxy resolves kubernetes.default
    Then it fails to resolve

  Scenario: unless its DNS policy says so
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: agent}
      spec: {hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet, containers: [{name: agent, image: busybox}]}
      """
    When agent resolves kubernetes.default
    Then it resolves to 10.96.0.1

  Scenario: a host port has to be the container's own
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: other}
      spec: {hostNetwork: true, containers: [{name: c, image: nginx, ports: [{containerPort: 80, hostPort: 8080}]}]}
      """
    Then the manifests are rejected with "must match `containerPort` when `hostNetwork` is true"
