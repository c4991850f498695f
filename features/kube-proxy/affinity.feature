Feature: session affinity
  kube-proxy chooses an endpoint for each connection anew, unless the Service asks it to remember its clients.

  Background:
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: sticky}
      spec: {sessionAffinity: ClientIP, selector: {app: web}, ports: [{port: 80}]}
      """
    And a client pod busybox

  Scenario: without it connections may go to different pods
    When busybox curls web 5 times
    Then it may reach different pods

  Scenario: with it they all go where the first one went
    When busybox curls sticky 5 times
    Then it reaches the same pod each time

  Scenario: the first one may go anywhere
    When busybox curls sticky
    Then it is balanced over 3 pods

  Scenario: a single pod is always the same one
    Given deployment web is scaled to 1
    When busybox curls web 5 times
    Then it reaches the same pod each time

  Scenario: a headless Service has no affinity: the client chooses among its addresses
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: headless}
      spec: {clusterIP: None, sessionAffinity: ClientIP, selector: {app: web}, ports: [{port: 80}]}
      """
    And busybox curls headless 5 times
    Then it may reach different pods
