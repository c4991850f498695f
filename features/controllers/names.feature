Feature: the names of pods
  They follow from their owner's name, as in a real cluster; what is random there has the same shape here.

  Scenario: a Deployment's pods carry the hash of their template
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: nginx}]}
      """
    When I run "kubectl get replicasets,pods --show-labels"
    Then the output contains "replicaset.apps/web-"
    And the output contains "pod/web-"
    And the output contains "app=web,pod-template-hash="

  Scenario: a StatefulSet's pods are numbered, and known by name through its headless Service
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {clusterIP: None, selector: {app: db}, ports: [{port: 3306}]}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        replicas: 2
        ordinals: {start: 1}
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: mariadb}]}
      """
    And a client pod busybox
    When busybox curls db-1.db:3306
    Then it reaches pod db-1 via Headless
    When busybox curls db-2.db:3306
    Then it reaches pod db-2
    When busybox resolves db-0.db
    Then it fails to resolve with NXDOMAIN

  Scenario: an indexed Job's pods have their index in the hostname
    Given the manifest:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: crunch}
      spec:
        completions: 2
        parallelism: 2
        completionMode: Indexed
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}
      """
    When I run "kubectl get pods -o jsonpath='{.items[*].spec.hostname}'"
    Then the output contains "crunch-0 crunch-1"

  Scenario: a selector that does not fit its template is refused
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: wbe}}
          spec: {containers: [{name: web, image: nginx}]}
      """
    Then the manifests are rejected with "`selector` does not match template `labels`"
