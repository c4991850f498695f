Feature: traffic policies
  `Local` keeps traffic on the node where it comes in. Clients outside then keep their address, and nodes without an
  endpoint drop what they get.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {nodeName: worker-1, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: near}
      spec: {nodeName: worker-1, containers: [{name: sh, image: busybox}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: far}
      spec: {nodeName: worker-2, containers: [{name: sh, image: busybox}]}
      """

  Scenario: externalTrafficPolicy Local answers on the endpoint's own node, and keeps the client's address
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, nodePort: 31080}]}
      """
    And the external client 203.0.113.7 curls 192.168.0.11:31080
    Then it reaches pod web via NodePort
    And the source address seen by the pod is 203.0.113.7
    When the external client 203.0.113.7 curls 192.168.0.12:31080
    Then it times out
    And the explanation contains "externalTrafficPolicy"

  Scenario: but pods are led there from every node
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, nodePort: 31080}]}
      """
    And far curls 192.168.0.12:31080
    Then it reaches pod web via NodePort

  Scenario: internalTrafficPolicy Local serves only pods of the same node
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {internalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}
      """
    And near curls web
    Then it reaches pod web via ClusterIP
    When far curls web
    Then it times out

  Scenario: by default every node serves everyone
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 31080}]}
      """
    And an external client curls 192.168.0.12:31080
    Then it reaches pod web via NodePort
    When far curls web
    Then it reaches pod web via ClusterIP
