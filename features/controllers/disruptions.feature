Feature: what a connection survives
  One pod that restarts, or one node that is down, should not be the end of a Service.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    And a client pod busybox

  Scenario: a single pod is missed while it restarts, and while its node is down
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {run: client}}}
            containers: [{name: web, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: client, labels: {run: client}}
      spec: {nodeName: worker-1, containers: [{name: sh, image: busybox}]}
      """
    When client curls web:80
    Then web:80 is interrupted while any one pod restarts
    And web:80 is interrupted while any one node is down
    And web:80 is interrupted while node worker-2 is drained

  Scenario: two pods on two nodes are enough
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
          spec:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
            containers: [{name: web, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]
      """
    When busybox curls web:80
    Then web:80 stays reachable while any one pod restarts
    And web:80 stays reachable while any one node is down
    And web:80 stays reachable while node worker-1 is drained
    And every pod can reach web:80

  Scenario: two pods on one node are not
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
          spec: {nodeSelector: {kubernetes.io/hostname: worker-2}, containers: [{name: web, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: client}
      spec: {nodeName: worker-1, containers: [{name: sh, image: busybox}]}
      """
    Then client reaches web:80 while any one pod restarts
    When client curls web:80
    Then web:80 is interrupted while node worker-2 is down

  Scenario: clients outside depend on the node that they ask
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: front}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 31080}]}
      """
    When an external client curls 192.168.0.11:31080
    Then 192.168.0.11:31080 stays reachable while node worker-2 is down
    And 192.168.0.11:31080 is interrupted while any one node is down
