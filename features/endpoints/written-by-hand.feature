Feature: endpoints that are written by hand
  A Service without a selector has the endpoints that somebody writes for it: an EndpointSlice with its name as a label,
  or an Endpoints object of the same name. Ports are joined by their names; the target port plays no part.

  Background:
    Given the external host "db.example.com" at 203.0.113.20 listening on 3306/TCP
    And a client pod busybox

  Scenario: an EndpointSlice
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {ports: [{name: mysql, port: 3306, targetPort: 1}]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: db-1, labels: {kubernetes.io/service-name: db}}
      addressType: IPv4
      endpoints: [{addresses: [203.0.113.20]}]
      ports: [{name: mysql, port: 3306}]
      """
    When busybox curls db:3306
    Then it reaches host db.example.com

  Scenario: without the label it belongs to no Service
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {ports: [{name: mysql, port: 3306}]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: db}
      addressType: IPv4
      endpoints: [{addresses: [203.0.113.20]}]
      ports: [{name: mysql, port: 3306}]
      """
    When busybox curls db:3306
    Then it is refused

  Scenario: a port of another name is another port
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {ports: [{name: mysql, port: 3306}]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: db-1, labels: {kubernetes.io/service-name: db}}
      addressType: IPv4
      endpoints: [{addresses: [203.0.113.20]}]
      ports: [{name: mariadb, port: 3306}]
      """
    When busybox curls db:3306
    Then it is refused

  Scenario: an Endpoints object is mirrored
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {ports: [{port: 3306}]}
      ---
      apiVersion: v1
      kind: Endpoints
      metadata: {name: db}
      subsets: [{addresses: [{ip: 203.0.113.20}], ports: [{port: 3306}]}]
      """
    When busybox curls db:3306
    Then it reaches host db.example.com

  Scenario: but not that of a Service with a selector
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {selector: {app: db}, ports: [{port: 3306}]}
      ---
      apiVersion: v1
      kind: Endpoints
      metadata: {name: db}
      subsets: [{addresses: [{ip: 203.0.113.20}], ports: [{port: 3306}]}]
      """
    When busybox curls db:3306
    Then it is refused

  Scenario: addresses of the node itself are no endpoints
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {ports: [{port: 3306}]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: db-1, labels: {kubernetes.io/service-name: db}}
      addressType: IPv4
      endpoints: [{addresses: [127.0.0.1]}]
      ports: [{port: 3306}]
      """
    Then the manifests are rejected with "may not be in the loopback range (127.0.0.0/8, ::1/128)"
