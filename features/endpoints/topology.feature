Feature: traffic that stays near
  `trafficDistribution` asks for endpoints of the client's own zone or node; kube-proxy falls back to all of them where
  there is none.

  Background:
    Given the nodes:
      | name  | address   | labels                        |
      | east  | 10.0.0.11 | topology.kubernetes.io/zone=e |
      | east2 | 10.0.0.12 | topology.kubernetes.io/zone=e |
      | west  | 10.0.0.13 | topology.kubernetes.io/zone=w |
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web-e, labels: {app: web}}
      spec: {nodeName: east, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web-w, labels: {app: web}}
      spec: {nodeName: west, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: client-e}
      spec: {nodeName: east2, containers: [{name: sh, image: busybox}]}
      """

  Scenario: without it every endpoint will do
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    And client-e curls web
    Then it is balanced over 2 pods

  Scenario: the client's own zone
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {trafficDistribution: PreferClose, selector: {app: web}, ports: [{port: 80}]}
      """
    And client-e curls web
    Then it reaches pod web-e

  Scenario: another zone, where the own one has no endpoint that is ready
    Given pod web-e is not ready
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {trafficDistribution: PreferClose, selector: {app: web}, ports: [{port: 80}]}
      """
    And client-e curls web
    Then it reaches pod web-w
