Feature: pods that choose their node
  A node has to have all labels of `nodeSelector`, and meet one of the required terms of `nodeAffinity`.

  Background:
    Given the nodes:
      | name  | labels             |
      | plain |                    |
      | ssd   | disk=ssd,size=4    |
      | big   | disk=hdd,size=16   |

  Scenario: a node selector
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeSelector: {disk: ssd}, containers: [{name: web, image: nginx}]}
      """
    Then pod web runs on node ssd

  Scenario: one that no node meets leaves the pod pending
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeSelector: {disk: nvme}, containers: [{name: web, image: nginx}]}
      """
    Then pod web is pending with "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector"

  Scenario Outline: the labels of the time before Kubernetes 1.14 are still there: <label>: <value> <verdict>
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeSelector: {<label>: <value>, disk: ssd}, containers: [{name: web, image: nginx}]}
      """
    Then pod web <verdict>

    Examples:
      | label                   | value   | verdict                                                                                     |
      | beta.kubernetes.io/os   | linux   | runs on node ssd                                                                            |
      | beta.kubernetes.io/arch | amd64   | runs on node ssd                                                                            |
      | beta.kubernetes.io/os   | windows | is pending with "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector" |

  Scenario Outline: a required term: size <operator> <values>
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers: [{name: web, image: nginx}]
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms: [{matchExpressions: [{key: size, operator: <operator>, values: <values>}]}]
      """
    Then pod web runs on node <node>

    Examples:
      | operator     | values  | node  |
      | In           | ["16"]  | big   |
      | Gt           | ["8"]   | big   |
      | Lt           | ["8"]   | ssd   |
      | DoesNotExist | []      | plain |

  Scenario: nodeName goes past the scheduler
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeName: plain, containers: [{name: web, image: nginx}]}
      """
    Then pod web runs on node plain

  Scenario: but the node's kubelet still asks for the labels
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeName: plain, nodeSelector: {disk: ssd}, containers: [{name: web, image: nginx}]}
      """
    When I run "kubectl get pod web -o jsonpath='{.status.phase} {.status.reason}'"
    Then the output contains "Failed NodeAffinity"
