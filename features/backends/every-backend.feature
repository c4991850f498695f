Feature: what every backend answers
  Sentences that need no ability: a backend that cannot do them is none. `abilities.feature` has those that do.
  To run both against a backend of one's own:
  curlew run features/backends --world-parameters '{"curlew": {"backend": "./my-backend.js"}}'

  Background:
    Given the manifests:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: db, labels: {app: db}}
      spec: {containers: [{name: db, image: mariadb, ports: [{containerPort: 3306}]}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]
      """
    And a client pod busybox

  Scenario: a Service leads to its pods
    When busybox curls web
    Then it reaches a pod of deployment web

  Scenario: nobody listens
    When busybox connects to web port 81
    Then it times out
    When busybox connects to pod busybox on port 80
    Then it is refused

  Scenario: a policy keeps some out
    When busybox connects to pod db on port 3306
    Then it times out
    When deployment web connects to pod db on port 3306
    Then it reaches pod db

  Scenario: names
    When busybox resolves web
    Then it resolves to the cluster IP of service web
    When busybox resolves webb
    Then it fails to resolve with NXDOMAIN

  Scenario: all at once
    Then the connectivity is:
      |                | web:80 | default/pod/db:3306 |
      | busybox        | ✓      | timeout             |
      | deployment web | ✓      | ✓                   |
    And every pod can reach web:80
    And every pod can resolve web
    And no pod can reach web:81
    And only deployment web can reach default/pod/db:3306

  Scenario: every pod asks
    When every pod curls web
    Then it reaches a pod of deployment web

  Scenario: its objects
    Then service web has endpoints x.x.x.x:80

  Scenario: what the API server rejects
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: bad}
      spec: {ports: [{port: 70000}]}
      """
    Then the manifests are rejected with "70000"
