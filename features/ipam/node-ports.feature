Feature: node ports
  A number between 30000 and 32767, the same on every node. Those that are not written out come from behind 30085.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 31080}]}
      """

  Scenario: a number that is written out is kept
    When an external client curls 192.168.0.12:31080
    Then it reaches pod web via NodePort

  Scenario: another number does not answer
    When an external client curls 192.168.0.12:31081
    Then it is refused

  Scenario Outline: a number outside the range is refused
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: other}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: <number>}]}
      """
    Then the manifests are rejected with "provided port is not in the valid range. The range of valid ports is 30000-32767"

    Examples:
      | number |
      | 8080   |
      | 29999  |
      | 32768  |

  Scenario: two Services never share a number, not even for different protocols
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: other}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 31080, protocol: UDP}]}
      """
    Then the manifests are rejected with "provided port is already allocated"

  Scenario: two protocols of one port of one Service do
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: dns}
      spec:
        type: NodePort
        selector: {app: dns}
        ports: [{name: tcp, port: 53, nodePort: 30053}, {name: udp, port: 53, nodePort: 30053, protocol: UDP}]
      """
    Then the manifests are accepted

  Scenario: one that is not written out is numbered from 30086 on
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: other}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}
      """
    And I run "kubectl get service other -o jsonpath='{.spec.ports[0].nodePort}'"
    Then the output contains "30086"

  Scenario: a load balancer has a node port too, unless it is told not to
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: with}
      spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: without}
      spec: {type: LoadBalancer, allocateLoadBalancerNodePorts: false, selector: {app: web}, ports: [{port: 81}]}
      """
    And I run "kubectl get service with without"
    Then the output contains "80:30086/TCP"
    And the output contains "81/TCP"

  Scenario: a health check node port is for load balancers that keep traffic local
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: other}
      spec: {type: NodePort, healthCheckNodePort: 30200, selector: {app: web}, ports: [{port: 80}]}
      """
    Then the manifests are rejected with "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
