Feature: loadBalancerSourceRanges
  They guard the load balancer's address, and nothing else.

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
      spec:
        type: LoadBalancer
        loadBalancerSourceRanges: [203.0.113.0/28]
        selector: {app: web}
        ports: [{port: 80, nodePort: 31080}]
      status: {loadBalancer: {ingress: [{ip: 198.51.100.8}]}}
      """
    And a client pod busybox

  Scenario: a client inside the ranges gets through
    When the external client 203.0.113.7 curls 198.51.100.8
    Then it reaches pod web via LoadBalancer

  Scenario: any other is dropped, pods of the cluster too
    When the external client 203.0.113.77 curls 198.51.100.8
    Then it times out
    When busybox curls 198.51.100.8
    Then it times out

  Scenario: the node port and the cluster IP stay open
    When the external client 203.0.113.77 curls 192.168.0.11:31080
    Then it reaches pod web via NodePort
    When busybox curls web
    Then it reaches pod web via ClusterIP
