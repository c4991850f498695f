Feature: where node ports answer
  On every address of every node, unless kube-proxy is told otherwise.

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
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 31080}]}
      """

  Scenario: on loopback too
    When node worker-1 curls localhost:31080
    Then it reaches pod web via NodePort

  Scenario: unless that is switched off
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: strict}
      spec:
        proxy: {localhostNodePorts: false}
        nodes: [{name: worker-1, address: 192.168.0.11}]
      """
    When node worker-1 curls 127.0.0.1:31080
    Then it is refused
    When an external client curls 192.168.0.11:31080
    Then it reaches pod web via NodePort

  Scenario: on some addresses only
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: strict}
      spec:
        proxy: {nodePortAddresses: [192.168.0.0/24]}
        nodes: [{name: worker-1, addresses: [192.168.0.11, 172.16.0.11]}]
      """
    When an external client curls 192.168.0.11:31080
    Then it reaches pod web via NodePort
    When an external client curls 172.16.0.11:31080
    Then it is refused
