Feature: pods that are not ready
  They stay in the EndpointSlice, marked as not ready, and get no traffic; unless the Service says that it wants them.

  Background:
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        replicas: 2
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: mariadb}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {selector: {app: db}, ports: [{port: 3306}]}
      """
    And a client pod busybox

  Scenario: all pods that are ready answer
    When busybox curls db:3306
    Then it is balanced over 2 pods

  Scenario: one that is not is left out
    Given pod db-0 is not ready
    When busybox curls db:3306
    Then it reaches pod db-1

  Scenario: it is still in the slice
    Given pod db-0 is not ready
    When I run "kubectl get endpointslices -l kubernetes.io/service-name=db -o jsonpath='{.items[0].endpoints[*].conditions.ready}'"
    Then the output contains "false"
    And the output contains "true"

  Scenario: when none is ready, connections are refused
    Given statefulset db is not ready
    When busybox curls db:3306
    Then it is refused

  Scenario: and when one becomes ready again, it answers
    Given statefulset db is not ready
    When pod db-1 becomes ready
    And busybox curls db:3306
    Then it reaches pod db-1

  Scenario: a Service may publish addresses that are not ready
    Given statefulset db is not ready
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {publishNotReadyAddresses: true, selector: {app: db}, ports: [{port: 3306}]}
      """
    And busybox curls db:3306
    Then it is balanced over 2 pods

  Scenario Outline: a pod whose <probe> asks for <port>
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: c, image: nginx, ports: [{name: http, containerPort: 80}], <probe>: {httpGet: {port: <port>}}}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    When busybox curls web
    Then <outcome>

    Examples:
      | probe          | port | outcome            |
      | readinessProbe | http | it reaches pod web |
      | readinessProbe | web  | it is refused      |
      | readinessProbe | 80   | it reaches pod web |
      | readinessProbe | 8080 | it is refused      |
      | startupProbe   | web  | it is refused      |
      | startupProbe   | 8080 | it is refused      |
      | livenessProbe  | web  | it reaches pod web |
      | livenessProbe  | 8080 | it reaches pod web |

  Scenario: where nobody knows what the image listens on, its probe tells
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: c, image: registry.example/x, readinessProbe: {httpGet: {port: 8080}}}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 8080}]}
      """
    When busybox curls web:8080
    Then it reaches pod web

  Scenario: a readiness gate keeps a pod out until its condition is True
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {readinessGates: [{conditionType: example.com/in-service}], containers: [{name: c, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    When busybox curls web
    Then it is refused
    And the explanation contains "its readiness gate example.com/in-service is nowhere written"
    Given pod web has condition "example.com/in-service" True
    When busybox curls web
    Then it reaches pod web
    Given pod web has condition "example.com/in-service" False
    When busybox curls web
    Then it is refused
