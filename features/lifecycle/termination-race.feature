Feature: a pod that stops before everyone has heard of it
  SIGTERM and the removal of the endpoint start together. Until every kube-proxy has heard, some connections still go to a
  process that may be gone, whatever maxUnavailable and readiness probes say: a pause in preStop keeps it until then.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: each}
      spec: {clusterIP: None, selector: {app: web}, ports: [{port: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: metrics}
      spec: {selector: {app: web}, ports: [{port: 9090}]}
      """
    And a client pod busybox

  Scenario Outline: a rollout of a Deployment whose container has <what>
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}, annotations: {<says>}}
          spec:
            terminationGracePeriodSeconds: <grace>
            containers:
              - name: web
                image: example/web
                ports: [{containerPort: 8080}]
                readinessProbe: {httpGet: {path: /, port: 8080}}
                lifecycle: {<hook>}
      """
    When busybox connects to web:80
    Then web:80 <holds> while deployment web rolls out

    Examples:
      | what                                | hook                                                         | says                   | grace | holds           |
      | no hook                             |                                                              |                        | 30    | is interrupted  |
      | a sleep as long as the news take    | preStop: {sleep: {seconds: 5}}                               |                        | 30    | stays reachable |
      | a shorter sleep                     | preStop: {sleep: {seconds: 2}}                               |                        | 30    | is interrupted  |
      | a command that sleeps               | preStop: {exec: {command: [sleep, "10"]}}                    |                        | 30    | stays reachable |
      | a shell that sleeps                 | preStop: {exec: {command: [sh, -c, "sleep 10; quit"]}}       |                        | 30    | stays reachable |
      | a sleep that is cut off             | preStop: {exec: {command: [sleep, "10"]}}                    |                        | 3     | is interrupted  |
      | no time at all                      | preStop: {exec: {command: [sleep, "10"]}}                    |                        | 0     | is interrupted  |
      | a server that drains                |                                                              | curlew.dev/drains: 15s | 30    | stays reachable |
      | a server that drains for too short  |                                                              | curlew.dev/drains: 1s  | 30    | is interrupted  |
      | a short sleep, and then drains      | preStop: {sleep: {seconds: 2}}                               | curlew.dev/drains: 3s  | 30    | stays reachable |

  Rule: two pods on two nodes, without a pause

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
            spec:
              affinity:
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
              initContainers:
                - {name: proxy, image: example/proxy, restartPolicy: Always, ports: [{containerPort: 8080}]}
              containers:
                - {name: web, image: example/web, lifecycle: {preStop: {sleep: {seconds: 10}}}, ports: [{containerPort: 3000}]}
                - {name: metrics, image: example/metrics, ports: [{containerPort: 9090}]}
        """

    Scenario: only containers that listen on the port count
      Then busybox reaches web:80 while node worker-1 is drained
      And metrics:9090 is interrupted while node worker-1 is drained

    Scenario: a sidecar ends after the containers
      Then web:80 stays reachable while any one pod restarts
      And busybox reaches web:80 while deployment web rolls out

    Scenario: names without a proxy are late as well
      When busybox curls each:8080
      Then each:8080 stays reachable while any one pod restarts
      When busybox curls metrics:9090
      Then metrics:9090 is interrupted while any one pod restarts

    Scenario: a process that crashes does not wait for anybody
      Then web:80 is interrupted while deployment web crashes
      And metrics:9090 is interrupted while deployment web crashes
      When deployment web crashes
      And busybox curls web
      Then it is balanced over 2 pods

    Scenario: a node that is down stops nothing in between
      Then busybox reaches metrics:9090 while node worker-1 is down

  Scenario: a cluster that is slower needs a longer pause
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: slow}
      spec: {extends: default, network: {endpointPropagationSeconds: 20}}
      """
    And the manifest:
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
            containers:
              - {name: web, image: example/web, ports: [{containerPort: 8080}], lifecycle: {preStop: {sleep: {seconds: 10}}}}
      """
    Then web:80 is interrupted while deployment web rolls out
