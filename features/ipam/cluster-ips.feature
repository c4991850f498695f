Feature: the addresses of Services
  Every Service but ExternalName and headless ones gets a cluster IP. Those that are written out may be anywhere in the
  range; the others come from the part of it behind the first 256 addresses.

  Scenario: an address that is written out is kept
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {clusterIP: 10.96.7.7, ports: [{port: 80}]}
      """
    And a client pod busybox
    When busybox resolves web
    Then it resolves to 10.96.7.7

  Scenario: others get one behind the part that is kept for written ones
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {ports: [{port: 80}]}
      """
    And a client pod busybox
    When busybox resolves web
    Then it resolves to 10.96.1.x

  Scenario: an address outside the range is refused
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {clusterIP: 10.200.0.1, ports: [{port: 80}]}
      """
    Then the manifests are rejected with "the provided IP (10.200.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/12"

  Scenario: an address that somebody has is refused
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {clusterIP: 10.96.0.10, ports: [{port: 80}]}
      """
    Then the manifests are rejected with "failed to allocate IP 10.96.0.10: provided IP is already allocated"

  Scenario: the API server has the first address
    Given a client pod busybox
    When busybox curls https://10.96.0.1
    Then it reaches node control-plane via ClusterIP

  Scenario: a headless Service has no address of its own
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: web, image: nginx}]}
      """
    And a client pod busybox
    When busybox curls web
    Then it reaches pod web via Headless

  Scenario: a headless Service with a node port is refused
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: NodePort, clusterIP: None, ports: [{port: 80}]}
      """
    Then the manifests are rejected with "may not be set to 'None' for NodePort services"
