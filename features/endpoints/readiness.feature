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
