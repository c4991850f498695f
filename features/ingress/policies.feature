Feature: a policy at the backend sees the ingress controller
  The controller opens the connection to the backend: its pod is the source there, whoever the client is.

  Background:
    Given the manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: nginx}
      spec: {controller: k8s.io/ingress-nginx}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: ingress}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: controller, namespace: ingress, labels: {app: controller}}
      spec: {containers: [{name: controller, image: registry.k8s.io/ingress-nginx/controller:v1.13.3}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: controller, namespace: ingress}
      spec:
        type: NodePort
        selector: {app: controller}
        ports: [{port: 80, nodePort: 31080}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: shop, labels: {app: shop}, annotations: {curlew.dev/responds: the shop}}
      spec: {containers: [{name: shop, image: example/shop, ports: [{containerPort: 8080}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop}
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
      """
    And a client pod probe with label:
      | run | probe |

  Scenario: the backend sees the controller's address
    When an external client curls http://shop.example.com:31080/
    Then it reaches pod shop via Ingress
    And the source address seen by the pod is 10.244.x.x
    When probe curls shop
    Then it reaches pod shop via ClusterIP

  Scenario: a policy that admits the controller's namespace lets everybody in through it, and nobody else
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: from-controller}
      spec:
        podSelector: {matchLabels: {app: shop}}
        ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress}}}]}]
      """
    When an external client curls http://shop.example.com:31080/
    Then the response contains "the shop"
    When probe curls http://controller.ingress/ as "shop.example.com"
    Then the response contains "the shop"
    When probe curls shop
    Then it is denied by network policy from-controller

  Scenario: a policy that admits the client admits nobody through the controller
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: from-probe}
      spec:
        podSelector: {matchLabels: {app: shop}}
        ingress:
          - from: [{podSelector: {matchLabels: {run: probe}}}]
          - from: [{ipBlock: {cidr: 203.0.113.0/24}}]
      """
    When the external client 203.0.113.7 curls http://shop.example.com:31080/
    Then it is denied by network policy from-probe
    And the response status is 504
    When probe curls shop
    Then it reaches pod shop via ClusterIP

  Scenario: a policy at the controller decides about its clients
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: no-clients, namespace: ingress}
      spec: {podSelector: {}, policyTypes: [Ingress]}
      """
    When probe curls http://controller.ingress/ as "shop.example.com"
    Then it is denied by network policy ingress/no-clients
    When probe curls shop
    Then it reaches pod shop via ClusterIP

  Scenario: the node port reaches the controller, and without a request the connection ends there
    When an external client connects to 192.168.0.11:31080
    Then it reaches pod ingress/controller via NodePort
    When an external client curls http://192.168.0.11:31080/ as "shop.example.com"
    Then it reaches pod shop via Ingress
