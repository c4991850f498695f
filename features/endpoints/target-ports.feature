Feature: target ports
  A number is taken as it is. A name is looked up in every pod, together with the protocol: pods may call different
  numbers the same, and a pod that has no port of that name takes no part.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: blue, labels: {app: web}}
      spec: {containers: [{name: web, image: registry.example/web, ports: [{name: http, containerPort: 8080}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: green, labels: {app: web}}
      spec: {containers: [{name: web, image: registry.example/web, ports: [{name: http, containerPort: 9090}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: grey, labels: {app: web}}
      spec: {containers: [{name: web, image: registry.example/web, ports: [{name: http, containerPort: 53, protocol: UDP}]}]}
      """
    And a client pod busybox

  Scenario: a name leads to the port that each pod calls so, over the same protocol
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
      """
    And busybox curls web
    Then it is balanced over 2 pods
    And it may reach pod blue
    And it may reach pod green

  Scenario: a name that no pod has leads nowhere
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: https}]}
      """
    And busybox curls web
    Then it is refused
    And the explanation contains "https"
    And service web has endpoints none

  Scenario: a number need not be declared, but somebody has to listen there
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
      """
    And busybox curls web
    Then it may reach pod blue
    And service web has endpoints 10.244.x.x:8080
    And the explanation contains "nobody in pod default/grey listens on 8080/TCP"

  Scenario: without a target port the Service's own number counts
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 8080}]}
      """
    And busybox curls web:8080
    Then it may reach pod blue
