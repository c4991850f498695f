Feature: what a backend may be able to do
  Each scenario needs an ability. A backend that has it not skips the scenario and says why: it does not pass.

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
          spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}], lifecycle: {preStop: {sleep: {seconds: 5}}}}]}
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
      spec: {podSelector: {matchLabels: {app: db}}}
      """
    And a client pod busybox

  Scenario: explain, by which policy
    When busybox connects to pod db on port 3306
    Then it is denied by network policy db

  Scenario: explain, in words
    When busybox curls web
    Then the explanation contains "web"

  Scenario: explain, how it was addressed
    When busybox curls web
    Then it reaches a pod of deployment web via ClusterIP

  Scenario: enumerate, over so many pods
    When busybox curls web
    Then it is balanced over 2 pods

  Scenario: enumerate, one of several
    When busybox curls web
    Then it may reach a pod of deployment web

  Scenario: enumerate, one after the other
    When busybox curls web 3 times
    Then it may reach different pods

  Scenario: source
    When busybox curls web
    Then the source address seen by the pod is x.x.x.x

  Scenario: from nodes
    When node worker-1 curls web
    Then it fails to resolve

  Scenario: from outside
    Then nothing outside can reach service web

  Scenario: choose cluster
    Given a flannel cluster
    When busybox curls web
    Then it reaches a pod of deployment web

  Scenario: change
    When deployment web is scaled to 0
    And busybox curls web
    Then it is refused

  Scenario: faults
    Given deployment web is not ready
    When busybox curls web
    Then it is refused

  Scenario: moments
    Then web:80 stays reachable while deployment web rolls out

  Scenario: files
    Then the file /etc/resolv.conf of busybox contains:
      """
      search default.svc.cluster.local svc.cluster.local cluster.local
      """

  Scenario: health checks
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: balanced}
      spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: nobody}, ports: [{port: 80}]}
      """
    Then the health check of service balanced on node worker-1 says 503

  Scenario: responses
    When busybox curls http://web/
    Then the response contains "Welcome to nginx!"

  Scenario: commands
    When busybox runs "hostname"
    Then the output contains "busybox"

  Scenario: kubectl
    When I run "kubectl get pods"
    Then the output contains "busybox"
