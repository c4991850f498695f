Feature: rollouts
  A rollout passes through many states. `stays reachable while` looks at each: old pods go and new ones start, one after
  the other, within what the strategy allows.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    And a client pod busybox

  Scenario Outline: a Deployment of <replicas> with maxSurge <surge> and maxUnavailable <unavailable>
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: <replicas>
        strategy: {rollingUpdate: {maxSurge: <surge>, maxUnavailable: <unavailable>}}
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}
      """
    When busybox curls web:80
    Then it reaches a pod of deployment web
    And web:80 <holds> while deployment web rolls out

    Examples:
      | replicas | surge | unavailable | holds           |
      | 1        | 1     | 0           | stays reachable |
      | 1        | 25%   | 25%         | stays reachable |
      | 1        | 0     | 1           | is interrupted  |
      | 1        | 1     | 1           | is interrupted  |
      | 3        | 0     | 1           | stays reachable |
      | 3        | 1     | 3           | is interrupted  |

  Scenario: Recreate takes all old pods away before it makes new ones
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        strategy: {type: Recreate}
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}
      """
    Then web:80 is interrupted while deployment web rolls out
    When deployment web rolls out
    And busybox curls web
    Then it is balanced over 3 pods

  Scenario Outline: a StatefulSet replaces its <replicas> pods one after the other
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: web}
      spec:
        replicas: <replicas>
        serviceName: web
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}
      """
    Then web:80 <holds> while statefulset web rolls out

    Examples:
      | replicas | holds           |
      | 1        | is interrupted  |
      | 2        | stays reachable |

  Scenario: a DaemonSet replaces its pods node by node, and those who may only ask their own node notice
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
      metadata: {name: local}
      spec: {internalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}
      """
    Then busybox reaches web:80 while daemonset web rolls out
    When busybox curls local:80
    Then local:80 is interrupted while daemonset web rolls out

  Scenario: a rollout whose new pods never start goes no further than its strategy allows
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
          spec: {containers: [{name: web, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}
      """
    When the manifest is applied:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {nodeSelector: {disk: nvme}, containers: [{name: web, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}
      """
    And busybox curls web
    Then it is balanced over 2 pods
