Feature: the addresses of pods
  The plugin's host-local allocator goes round each node's block: the gateway has the first address, and the next pod
  takes the address behind the last one that was given, even if an earlier one is free again.

  Background:
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: one-node}
      spec:
        network: {podCIDR: 10.244.0.0/16}
        dns: {installed: false}
        nodes: [{name: solo, address: 192.168.0.10}]
      """
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec: {containers: [{name: web, image: nginx}]}
      """

  Scenario: the first pod has the address behind the gateway's
    Then pod first has address 10.244.0.2
    And pod second has address 10.244.0.3

  Scenario: an address that was released is not given again at once
    When pod first is deleted
    And the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: third}
      spec: {containers: [{name: web, image: nginx}]}
      """
    Then pod third has address 10.244.0.4

  Scenario: a pod that is made anew has another address
    When pod first restarts
    Then pod first has address 10.244.0.4

  Scenario: a pod on the host network takes no address: it has its node's
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: agent}
      spec: {hostNetwork: true, containers: [{name: agent, image: busybox}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: third}
      spec: {containers: [{name: web, image: nginx}]}
      """
    Then pod agent has address 192.168.0.10
    And pod third has address 10.244.0.4

  Scenario: a block that is full leaves pods without an address
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: tiny}
      spec:
        network: {podCIDR: 10.244.0.0/30, nodeCIDRMaskSizeIPv4: 30}
        dns: {installed: false}
        nodes: [{name: solo, address: 192.168.0.10}]
      """
    Then pod first has address 10.244.0.2
    And the manifests are accepted with the warning "no IP addresses available in range set: 10.244.0.1-10.244.0.2"
    When second curls 10.244.0.2:80
    Then it is unreachable

  Scenario: docker's bridge gives the lowest address that is free
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: docker}
      spec:
        network: {podCIDR: 172.17.0.0/16, allocator: lowest-free}
        dns: {installed: false}
        nodes: [{name: solo, address: 192.168.0.10, podCIDR: 172.17.0.0/16}]
      """
    When pod first is deleted
    And the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: third}
      spec: {containers: [{name: web, image: nginx}]}
      """
    Then pod third has address 172.17.0.2
