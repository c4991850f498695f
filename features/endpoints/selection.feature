Feature: which pods stand behind a Service
  The pods of its own namespace that carry all labels of the selector, have an address and have not ended.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web, tier: front}}
      spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: half, labels: {app: web}}
      spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: elsewhere, namespace: shop, labels: {app: web, tier: front}}
      spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: done, labels: {app: web, tier: front}}
      spec: {containers: [{name: web, image: nginx}]}
      status: {phase: Succeeded}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web, tier: front}, ports: [{port: 80}]}
      """
    And a client pod busybox

  Scenario: all labels have to match, in the Service's own namespace, and a pod that has ended does not count
    When busybox curls web
    Then it reaches pod web via ClusterIP

  Scenario: a selector that matches nobody leaves the Service without endpoints
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: wbe}, ports: [{port: 80}]}
      """
    And busybox curls web
    Then it is refused
    And service web has endpoints none
    And the explanation contains "app=wbe"
