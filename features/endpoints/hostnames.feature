Feature: pods with a name of their own
  A pod that has a hostname, and a subdomain that is a headless Service of its namespace, can be found by name.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: lab}
      spec: {clusterIP: None, selector: {app: lab}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: one, labels: {app: lab}}
      spec: {hostname: alice, subdomain: lab, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: two, labels: {app: lab}}
      spec: {hostname: bob, containers: [{name: web, image: nginx}]}
      """
    And a client pod busybox

  Scenario: with hostname and subdomain
    When busybox curls alice.lab
    Then it reaches pod one via Headless

  Scenario: a hostname alone is not enough
    When busybox resolves bob.lab
    Then it fails to resolve with NXDOMAIN

  Scenario: nor is the pod's own name
    When busybox resolves one.lab
    Then it fails to resolve with NXDOMAIN
