Feature: components of the cluster that connect by themselves
  The API server calls webhooks and aggregated APIs, the kubelet probes.
  Scenario: a webhook is called from the control plane, by its tunnel address; the probe comes from the pod's own node
    Given a k3s cluster
    And the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: hook, labels: {app: hook}}, spec: {nodeName: agent-1, containers: [{name: c, image: registry.example/hook, ports: [{containerPort: 9443}], readinessProbe: {tcpSocket: {port: 9443}}}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: hook}, spec: {selector: {app: hook}, ports: [{port: 443, targetPort: 9443}]}}
      """
    When the API server calls service default/hook:443
    Then it reaches pod hook
    And the source address seen by the pod is 10.42.x.0
    When the manifest is applied:
      """yaml
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed}, spec: {podSelector: {}}}
      """
    And the API server calls service hook:443
    Then it is denied by network policy closed
    When the kubelet probes pod hook
    Then it reaches pod hook

  Scenario: the API server of EKS is outside, and comes from the VPC
    Given an eks cluster
    And the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: hook, labels: {app: hook}}, spec: {containers: [{name: c, image: registry.example/hook, ports: [{containerPort: 9443}]}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: hook}, spec: {selector: {app: hook}, ports: [{port: 443, targetPort: 9443}]}}
      """
    When the API server calls service hook:443
    Then it reaches pod hook
