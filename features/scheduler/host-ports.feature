Feature: ports of the node
  A host port can be taken once on a node, for each protocol and address.

  Background:
    Given the nodes:
      | name |
      | solo |
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80, hostPort: 8080}]}]}
      """

  Scenario Outline: <port> beside 8080
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec: {containers: [{name: web, image: nginx, ports: [<port>]}]}
      """
    Then pod second runs on node solo

    Examples:
      | port                                                |
      | {containerPort: 80, hostPort: 8081}                 |
      | {containerPort: 80, hostPort: 8080, protocol: UDP}  |
      | {containerPort: 8080}                               |

  Scenario: the same port again
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80, hostPort: 8080}]}]}
      """
    Then pod second is pending with "1 node(s) didn't have free ports for the requested pod ports"

  Scenario: a pod on the host network takes its container ports, in pods that a controller makes too
    When the manifest is applied:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: proxy}
      spec:
        serviceName: proxy
        selector: {matchLabels: {app: proxy}}
        template:
          metadata: {labels: {app: proxy}}
          spec: {hostNetwork: true, containers: [{name: proxy, image: nginx, ports: [{containerPort: 8080}]}]}
      """
    Then pod proxy-0 is pending with "1 node(s) didn't have free ports for the requested pod ports"
