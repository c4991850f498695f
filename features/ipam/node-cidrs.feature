Feature: a node's block of pod addresses
  The controller manager cuts the cluster's pod range into blocks, and gives each node the next free one.

  Scenario: nodes get blocks one after the other, in the order in which they are declared
    Given the nodes:
      | name  |
      | zebra |
      | ant   |
    When I run "kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}={.spec.podCIDR} {end}'"
    Then the output contains "zebra=10.244.0.0/24"
    And the output contains "ant=10.244.1.0/24"

  Scenario: a block that a node brings along is taken, and others are given around it
    Given the nodes:
      | name   | pod CIDR      |
      | first  |               |
      | second | 10.244.0.0/24 |
    When I run "kubectl get node first -o jsonpath='{.spec.podCIDR}'"
    Then the output contains "10.244.1.0/24"

  Scenario: the size of the blocks may be chosen
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: wide}
      spec:
        network: {podCIDR: 10.128.0.0/9, nodeCIDRMaskSizeIPv4: 16}
        nodes: [{name: first}, {name: second}]
      """
    When I run "kubectl get node second -o jsonpath='{.spec.podCIDR}'"
    Then the output contains "10.129.0.0/16"

  Scenario: a node for which no block is left has no addresses for its pods
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: narrow}
      spec:
        network: {podCIDR: 10.244.0.0/24}
        dns: {installed: false}
        nodes: [{name: first}, {name: second}]
      """
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: lucky}
      spec: {nodeName: first, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: unlucky}
      spec: {nodeName: second, containers: [{name: web, image: nginx}]}
      """
    Then the manifests are accepted with the warning "there are no remaining CIDRs left to allocate in the accepted range"
    And pod lucky has address 10.244.0.x
    When lucky connects to kubernetes.default:443
    Then it fails to resolve
    When unlucky curls 10.244.0.2:80
    Then it is unreachable
