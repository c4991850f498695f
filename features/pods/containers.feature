Feature: containers of one pod
  They share one address, one set of ports and the loopback interface.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - {name: web, image: nginx}
          - {name: shell, image: busybox, command: [sleep, "3600"]}
      """
    And a client pod busybox

  Scenario: one reaches the other on localhost
    When container shell in pod app curls localhost
    Then it reaches pod app via Loopback

  Scenario: another pod does not
    When busybox curls localhost
    Then it is refused

  Scenario: two that want the same port: the second one does not come up
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: twins}
      spec:
        containers:
          - {name: one, image: nginx}
          - {name: two, image: nginx}
      """
    When container two in pod twins curls localhost
    Then it is unreachable
    When container one in pod twins curls localhost
    Then it reaches pod twins

  Scenario: the same name for two ports of a container is refused
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: web, image: nginx, ports: [{name: http, containerPort: 80}, {name: http, containerPort: 81}]}]}
      """
    Then the manifests are rejected with "Duplicate value"
