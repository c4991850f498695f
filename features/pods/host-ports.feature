Feature: host ports
  A port of the pod's own node, and of no other, that leads to the pod.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeName: worker-1, containers: [{name: web, image: nginx, ports: [{containerPort: 80, hostPort: 8080}]}]}
      """

  Scenario: on the pod's node
    When the external client 203.0.113.7 curls 192.168.0.11:8080
    Then it reaches pod web via HostPort
    And the source address seen by the pod is 203.0.113.7

  Scenario: on another node
    When an external client curls 192.168.0.12:8080
    Then it is refused

  Scenario: not with a plugin that does without portmap
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: plain}
      spec:
        network: {hostPorts: false}
        nodes: [{name: worker-1, address: 192.168.0.11}]
      """
    When an external client curls 192.168.0.11:8080
    Then it is refused
