Feature: as many pods as were asked for
  Whoever owns pods makes those that are missing, and deletes those that are too many.

  Background:
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    And a client pod busybox

  Scenario Outline: scaled to <replicas>
    When deployment web is scaled to <replicas>
    And busybox curls web
    Then it <result>

    Examples:
      | replicas | result                   |
      | 0        | is refused               |
      | 1        | is balanced over 1 pod   |
      | 5        | is balanced over 5 pods  |

  Scenario: pods that are deleted are replaced
    When deployment web restarts
    And busybox curls web
    Then it is balanced over 2 pods

  Scenario: when the owner goes, its pods go with it
    When deployment web is deleted
    And busybox curls web
    Then it is refused

  Scenario: a pod that carries the labels already is adopted
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: early, labels: {app: db}}
      spec: {containers: [{name: db, image: mariadb}]}
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: db}
      spec:
        replicas: 1
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: mariadb}]}
      """
    When I run "kubectl get pods -l app=db -o name"
    Then the output is:
      """
      pod/early
      """

  Scenario: a DaemonSet has a pod on every node that fits
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: agent, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: agent}
      spec: {selector: {app: agent}, ports: [{port: 80}]}
      """
    When busybox curls agent
    Then it is balanced over 2 pods

  Scenario: pods of a Job that have succeeded answer no more
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: done, labels: {app: done}}
      spec: {restartPolicy: Never, containers: [{name: c, image: nginx}]}
      status: {phase: Succeeded}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: done}
      spec: {selector: {app: done}, ports: [{port: 80}]}
      """
    When busybox curls done
    Then it is refused
