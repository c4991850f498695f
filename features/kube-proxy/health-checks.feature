Feature: health check node ports
  A load balancer that keeps traffic local has to know which nodes have an endpoint: kube-proxy tells it on each node.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {nodeName: worker-1, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}
      status: {loadBalancer: {ingress: [{ip: 198.51.100.8}]}}
      """

  Scenario: nodes with an endpoint are healthy, others are not
    Then the health check of service web on node worker-1 says 200
    And the health check of service web on node worker-2 says 503

  Scenario: the load balancer leaves out those that are not
    When the external client 203.0.113.7 curls 198.51.100.8
    Then it reaches pod web via LoadBalancer
    And the source address seen by the pod is 203.0.113.7

  Scenario: an endpoint that is not ready does not count, and a load balancer without healthy nodes answers nobody
    Given pod web is not ready
    Then the health check of service web on node worker-1 says 503
    When an external client curls 198.51.100.8
    Then it times out
