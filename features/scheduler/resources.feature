Feature: room on a node
  A pod fits where what it requests is still free, whatever the others really use.

  Background:
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: small}
      spec:
        dns: {installed: false}
        nodes: [{name: solo, capacity: {cpu: "2", memory: 4Gi, pods: "3"}}]
      """
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec: {containers: [{name: web, image: nginx, resources: {requests: {cpu: 1500m}}}]}
      """

  Scenario: what is left is enough
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec: {containers: [{name: web, image: nginx, resources: {requests: {cpu: 500m}}}]}
      """
    Then pod second runs on node solo

  Scenario: what is left is too little
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec: {containers: [{name: web, image: nginx, resources: {requests: {cpu: 501m}}}]}
      """
    Then pod second is pending with "0/1 nodes are available: 1 Insufficient cpu."

  Scenario: limits count as requests where none are written
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec: {containers: [{name: web, image: nginx, resources: {limits: {memory: 5Gi}}}]}
      """
    Then pod second is pending with "Insufficient memory"

  Scenario: in pods that a controller makes too
    When the manifest is applied:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: mariadb, resources: {limits: {memory: 5Gi}}}]}
      """
    Then pod db-0 is pending with "Insufficient memory"

  Scenario: a node takes so many pods and no more
    When the manifest is applied:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        replicas: 3
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: mariadb}]}
      """
    Then pod db-1 runs on node solo
    And pod db-2 is pending with "Too many pods"

  Scenario: a pod that is more important drives another one out
    When the manifest is applied:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: urgent}
      value: 1000
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec: {priorityClassName: urgent, containers: [{name: web, image: nginx, resources: {requests: {cpu: "1"}}}]}
      """
    Then pod second runs on node solo
    When I run "kubectl get pods -o name"
    Then the output does not contain "first"
