Feature: what a client hears of a policy that does not let it through
  Most plugins drop. kube-router, and K3s with it, ends a pod's chain in REJECT, and lets echo requests pass.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: client, labels: {app: client}}, spec: {containers: [{name: c, image: busybox}]}}
      """

  Scenario Outline: <profile>: not let in, the client <hears>, and a ping <ping>
    Given a <profile> cluster
    And the manifest:
      """yaml
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed}, spec: {podSelector: {matchLabels: {app: <selected>}}, policyTypes: [<side>]}}
      """
    When client connects to pod web on port 80
    Then it is denied by network policy closed
    And it <hears>
    When client pings pod web
    Then it <ping>

    Examples:
      | profile | selected | side    | hears      | ping            |
      | k3s     | web      | Ingress | is refused | reaches pod web |
      | k3s     | client   | Egress  | is refused | reaches pod web |
      | default | web      | Ingress | times out  | times out       |
      | default | client   | Egress  | times out  | times out       |

  Scenario: what a policy allows is answered by the pod itself
    Given a k3s cluster
    And the manifest:
      """yaml
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: some}, spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 80}, {port: 81}]}]}}
      """
    When client connects to pod web on port 80
    Then it reaches pod web
    When client connects to pod web on port 81
    Then it is refused
    And the explanation contains "nobody in pod default/web listens on 81/TCP"

  Scenario: a Cluster file may have any plugin reject
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: rejects}
      spec: {extends: default, network: {policies: {denied: reject}}}
      """
    And the manifest:
      """yaml
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed}, spec: {podSelector: {matchLabels: {app: web}}}}
      """
    When client connects to pod web on port 80
    Then it is refused
    When client pings pod web
    Then it is refused
