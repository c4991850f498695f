Feature: kube-proxy's modes
  iptables, nftables and ipvs lead to the same endpoints. They differ where nothing answers.

  Scenario Outline: what a client sees in <mode> mode
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: <mode>}
      spec:
        proxy: {mode: <mode>}
        nodes: [{name: worker-1, address: 192.168.0.11}]
      """
    And the manifest:
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
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: nobody}
      spec: {selector: {app: nobody}, ports: [{port: 80}]}
      """
    And a client pod busybox
    When busybox curls web
    Then it reaches pod web via ClusterIP
    When busybox curls nobody
    Then it is refused
    When busybox curls web:81
    Then it <closed port>
    When node worker-1 curls 127.0.0.1:31080
    Then it <loopback>

    Examples:
      | mode     | closed port | loopback        |
      | iptables | times out   | reaches pod web |
      | nftables | is refused  | is refused      |
      | ipvs     | is refused  | is refused      |
