Feature: pods that are terminating
  A pod that is on its way out leaves the ready endpoints at once, and still serves: a Service that has nothing better
  sends to it (KEP-1669).

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web-a, labels: {app: web}}
      spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web-b, labels: {app: web}}
      spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: each}
      spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
      """
    And a client pod busybox

  Scenario: the others answer
    Given pod web-a is terminating
    When busybox curls web
    Then it reaches pod web-b

  Scenario: it answers where only those are left that terminate
    Given pod web-a is terminating
    And pod web-b is terminating
    When busybox curls web
    Then it is balanced over 2 pods

  Scenario: unless it is not even ready
    Given pod web-a is terminating
    And pod web-b is terminating
    And pod web-b is not ready
    When busybox curls web
    Then it reaches pod web-a

  Scenario: a headless name no longer leads to it
    Given pod web-a is terminating
    When busybox curls each
    Then it reaches pod web-b
    Given pod web-b is terminating
    When busybox resolves each
    Then it fails to resolve

  Scenario: its own address does
    Given pod web-a is terminating
    When busybox connects to pod web-a on port 80
    Then it reaches pod web-a

  Scenario: a controller makes another one
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api}
      spec:
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec: {containers: [{name: api, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api}
      spec: {selector: {app: api}, ports: [{port: 80}]}
      """
    And deployment api is terminating
    When busybox curls api
    Then it is balanced over 1 pod
    And it reaches a pod of deployment api
