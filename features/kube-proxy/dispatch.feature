Feature: the addresses of a Service
  kube-proxy translates each of them on the node where a packet meets it first, and says how it was addressed.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: web, image: registry.example/web, ports: [{containerPort: 8080}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        type: LoadBalancer
        clusterIP: 10.96.7.7
        externalIPs: [198.51.100.7]
        selector: {app: web}
        ports: [{port: 80, targetPort: 8080, nodePort: 31080}]
      status: {loadBalancer: {ingress: [{ip: 198.51.100.8}]}}
      """
    And a client pod busybox

  Scenario Outline: every one of them leads to the pod
    When <client> curls <target>
    Then it reaches pod web via <via>

    Examples:
      | client             | target             | via          |
      | busybox            | 10.96.7.7          | ClusterIP    |
      | node worker-1      | 10.96.7.7          | ClusterIP    |
      | busybox            | 198.51.100.7       | ExternalIP   |
      | an external client | 198.51.100.7       | ExternalIP   |
      | busybox            | 198.51.100.8       | LoadBalancer |
      | an external client | 198.51.100.8       | LoadBalancer |
      | busybox            | 192.168.0.11:31080 | NodePort     |
      | an external client | 192.168.0.10:31080 | NodePort     |
      | node worker-1      | 127.0.0.1:31080    | NodePort     |

  Scenario: the port is the Service's own, not the pod's
    When busybox curls 10.96.7.7:8080
    Then it times out

  Scenario: a cluster IP leads nowhere from outside
    When an external client curls 10.96.7.7
    Then it times out

  Scenario: a node without kube-proxy translates nothing
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: half}
      spec:
        nodes:
          - {name: bare, address: 192.168.0.10, kubeProxy: false}
          - {name: full, address: 192.168.0.11}
      """
    When node bare curls 10.96.7.7
    Then it times out
    When node full curls 10.96.7.7
    Then it reaches pod web via ClusterIP
