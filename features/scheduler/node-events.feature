Feature: what happens to pods when something happens to their node
  Controllers make new pods elsewhere. A pod that nobody owns does not move, and pods of DaemonSets stay with their node.

  Background:
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {nodeSelector: {kubernetes.io/os: linux}, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lone, labels: {app: lone}}
      spec: {nodeSelector: {kubernetes.io/hostname: worker-1}, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: busybox}
      spec: {nodeSelector: {kubernetes.io/hostname: worker-2}, containers: [{name: sh, image: busybox}]}
      """
    And node worker-2 is cordoned
    When deployment web restarts
    And node worker-2 is uncordoned

  Scenario: a cordon leaves the pods that are there
    When node worker-1 is cordoned
    And busybox curls web
    Then it reaches pod 10.244.1.x

  Scenario: new pods go elsewhere
    When node worker-1 is cordoned
    And deployment web restarts
    And busybox curls web
    Then it reaches pod 10.244.2.x

  Scenario: a drain moves them at once, and deletes what nobody owns
    When node worker-1 is drained
    And busybox curls web
    Then it reaches pod 10.244.2.x
    When I run "kubectl get pods -o name"
    Then the output does not contain "lone"

  Scenario: when the node goes down, its pods are replaced
    When node worker-1 goes down
    And busybox curls web
    Then it reaches pod 10.244.2.x

  Scenario: a pod that nobody owns stays, out of reach
    When node worker-1 goes down
    Then pod lone runs on node worker-1
    When busybox curls 10.244.1.3
    Then it times out
