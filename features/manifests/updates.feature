Feature: updates of objects
  What is applied to a running cluster takes the place of what is there. The API server lets an object change only where
  its kind allows it: a selector, an address or the containers of a Pod stay as they were made.

  Background:
    Given the manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        clusterIP: 10.96.7.7
        selector: {app: web}
        ports: [{port: 80}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: nginx, image: nginx, ports: [{containerPort: 80}]}]}
      """
    And a client pod busybox

  Scenario: a new image is rolled out, and the address stays where none is written
    When the manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        selector: {app: web}
        ports: [{port: 8080, targetPort: 80}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: httpd, image: httpd, ports: [{containerPort: 80}]}]}
      """
    And busybox curls 10.96.7.7:8080
    Then it reaches a pod of deployment web via ClusterIP

  Scenario: a cluster IP may not change once set
    When the manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        clusterIP: 10.96.7.8
        selector: {app: web}
        ports: [{port: 80}]
      """
    Then the manifests are rejected with 'spec.clusterIPs[0]: Invalid value: ["10.96.7.8"]: may not change once set'

  Scenario: a selector is immutable
    When the manifest is applied:
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec: {containers: [{name: nginx, image: nginx}]}
      """
    Then the manifests are rejected with "field is immutable"

  Scenario: a Pod keeps its containers
    When the manifest is applied:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: busybox, labels: {app: client}}
      spec: {containers: [{name: busybox, image: "busybox:1.36"}, {name: side, image: nginx}]}
      """
    Then the manifests are rejected with "pod updates may not add or remove containers"

  Scenario: kubectl says so too
    When I run "kubectl apply -f -" with:
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec: {containers: [{name: nginx, image: nginx}]}
      """
    Then it exits with status 1
    And the output contains "field is immutable"
