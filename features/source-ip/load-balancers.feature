Feature: the source address behind a load balancer
  One that forwards packets keeps it until the node; one that ends connections (ipMode Proxy) puts its own there.

  Scenario Outline: <policy>, ipMode <mode>
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
      spec:
        type: LoadBalancer
        externalTrafficPolicy: <policy>
        selector: {app: web}
        ports: [{port: 80}]
      status: {loadBalancer: {ingress: [{ip: 198.51.100.8, ipMode: <mode>}]}}
      """
    When the external client 203.0.113.7 curls 198.51.100.8
    Then it reaches pod web via LoadBalancer
    And the source address seen by the pod is <source>

    Examples:
      | policy  | mode  | source       |
      | Cluster | VIP   | 192.168.0.x  |
      | Local   | VIP   | 203.0.113.7  |
      | Local   | Proxy | 198.51.100.8 |

  Scenario: without an address nothing leads there
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
      """
    When I run "kubectl get service web"
    Then the output contains "<pending>"
