Feature: the source address inside the cluster
  Pods see each other as they are, also through a Service.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {nodeName: worker-1, containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {clusterIP: 10.96.7.7, selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: near}
      spec: {nodeName: worker-1, containers: [{name: sh, image: busybox}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: far}
      spec: {nodeName: worker-2, containers: [{name: sh, image: busybox}]}
      """

  Scenario Outline: from <client> to <target>
    When <client> curls <target>
    Then the source address seen by the pod is <source>

    Examples:
      | client        | target    | source       |
      | near          | web       | 10.244.1.x   |
      | far           | web       | 10.244.2.x   |
      | node worker-2 | 10.96.7.7 | 192.168.0.12 |

  Scenario: what leaves the cluster bears the node's address
    Given the external host "example.com" at 203.0.113.10
    When far curls example.com
    Then the source address seen is 192.168.0.12

  Scenario: masqueradeAll hides pods behind their node
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: hiding}
      spec:
        proxy: {masqueradeAll: true}
        nodes: [{name: worker-1, address: 192.168.0.11}, {name: worker-2, address: 192.168.0.12}]
      """
    When far curls web
    Then the source address seen by the pod is 192.168.0.12
