Feature: two address families
  In a dual-stack cluster every pod has an address of each family; a Service has those that it asks for.

  Background:
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: dual}
      spec:
        network: {podCIDR: "10.244.0.0/16,fd00:10::/56", serviceCIDR: "10.96.0.0/16,fd00:96::/112"}
        nodes:
          - {name: one, addresses: [192.168.0.10, "fd00:1::10"]}
      """
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: web, image: nginx}]}
      """
    And a client pod busybox

  Scenario: a pod has an address of each family
    Then pod web has address 10.244.0.x
    And pod web has address fd00:10:x:x:x:x:x:x

  Scenario Outline: a Service has the families that its policy asks for
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {ipFamilyPolicy: <policy>, ipFamilies: <families>, selector: {app: web}, ports: [{port: 80}]}
      """
    And I run "kubectl get service web -o jsonpath='{.spec.ipFamilies}'"
    Then the output contains '<result>'

    Examples:
      | policy           | families     | result          |
      | SingleStack      | [IPv4]       | ["IPv4"]        |
      | SingleStack      | [IPv6]       | ["IPv6"]        |
      | PreferDualStack  | [IPv4]       | ["IPv4","IPv6"] |
      | PreferDualStack  | [IPv6]       | ["IPv6","IPv4"] |
      | RequireDualStack | [IPv6, IPv4] | ["IPv6","IPv4"] |

  Scenario: both families of a Service lead to the pod
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {ipFamilyPolicy: RequireDualStack, clusterIP: 10.96.7.7, clusterIPs: [10.96.7.7, "fd00:96::7"], selector: {app: web}, ports: [{port: 80}]}
      """
    And busybox curls 10.96.7.7
    Then it reaches pod web via ClusterIP
    When busybox curls http://[fd00:96::7]
    Then it reaches pod web via ClusterIP

  Scenario: one family cannot be two
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {ipFamilyPolicy: SingleStack, ipFamilies: [IPv4, IPv6], selector: {app: web}, ports: [{port: 80}]}
      """
    Then the manifests are rejected with "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified"

  Scenario: a single-stack cluster cannot give two families
    Given a kind cluster
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {ipFamilyPolicy: RequireDualStack, selector: {app: web}, ports: [{port: 80}]}
      """
    Then the manifests are rejected with "this cluster is not configured for dual-stack services"

  Scenario: but a Service that only prefers them is content with one
    Given a kind cluster
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {ipFamilyPolicy: PreferDualStack, selector: {app: web}, ports: [{port: 80}]}
      """
    Then the manifests are accepted
