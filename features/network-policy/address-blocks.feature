Feature: address blocks
  An `ipBlock` is about addresses, whoever has them: mostly machines outside the cluster. The addresses of pods change,
  so that a block which is meant for pods is a mistake; but it does match them.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}}, spec: {nodeName: worker-1, containers: [{name: c, image: nginx}]}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: db}, ports: [{port: 80, nodePort: 30080}]}
      """
    And a client pod busybox
    And the external host "bank.example" at 203.0.113.10
    And the external host "club.example" at 203.0.113.200

  Scenario: only addresses of the block come in
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/25}}]}]}
      """
    When the external client 203.0.113.0 curls 192.168.0.11:30080
    Then it reaches pod db via NodePort
    When the external client 203.0.113.127 curls 192.168.0.11:30080
    Then it reaches pod db via NodePort
    When the external client 203.0.113.128 curls 192.168.0.11:30080
    Then it is denied by network policy db
    And the explanation contains "203.0.113.128 is not in 203.0.113.0/25"
    When busybox connects to pod db on port 80
    Then it is denied by network policy db

  Scenario: only addresses of the block are reached
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.0/25}}]}]}
      """
    When pod db connects to 203.0.113.10 port 443
    Then it reaches host bank.example
    When pod db connects to 203.0.113.200 port 443
    Then it is denied by network policy out

  Scenario: an exception takes addresses out of its own rule
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28, 203.0.113.64/26]}}]}]
      """
    When the external client 203.0.113.16 curls 192.168.0.11:30080
    Then it reaches pod db via NodePort
    When the external client 203.0.113.15 curls 192.168.0.11:30080
    Then it is denied by network policy db
    And the explanation contains "203.0.113.15 is in except 203.0.113.0/28"
    When the external client 203.0.113.100 curls 192.168.0.11:30080
    Then it is denied by network policy db
    And the explanation contains "203.0.113.100 is in except 203.0.113.64/26"

  Scenario Outline: but another <place> may allow them all the same
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [<rules>]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: other}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [<others>]
      """
    When the external client 203.0.113.9 curls 192.168.0.11:30080
    Then it reaches pod db via NodePort
    When the external client 203.0.113.12 curls 192.168.0.11:30080
    Then it is denied by network policy db

    Examples:
      | place  | rules                                                                                                              | others                                      |
      | peer   | {from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}, {ipBlock: {cidr: 203.0.113.9/32}}]}           |                                             |
      | rule   | {from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}]}, {from: [{ipBlock: {cidr: 203.0.113.9/32}}]} |                                             |
      | policy | {from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}]}                                              | {from: [{ipBlock: {cidr: 203.0.113.9/32}}]} |

  Scenario: pods have addresses, too
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.244.0.0/16}}]}]}
      """
    When busybox connects to pod db on port 80
    Then it reaches pod db via PodIP
    When an external client curls 192.168.0.11:30080
    Then it is denied by network policy db

  Scenario: a block for everybody lets pods in as well
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}
      """
    When busybox connects to pod db on port 80
    Then it reaches pod db via PodIP
    When an external client curls 192.168.0.11:30080
    Then it reaches pod db via NodePort

  Scenario: an exception for the pods keeps them out, unless they are named as pods
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress:
          - from:
              - ipBlock: {cidr: 0.0.0.0/0, except: [10.244.0.0/16]}
              - podSelector: {matchLabels: {role: friend}}
      """
    And a client pod friend with labels:
      | role | friend |
    When busybox connects to pod db on port 80
    Then it is denied by network policy db
    And the explanation contains "(pod default/busybox) is in except 10.244.0.0/16"
    When friend connects to pod db on port 80
    Then it reaches pod db via PodIP
    When an external client curls 192.168.0.11:30080
    Then it reaches pod db via NodePort

  Scenario: a selector never matches an address outside
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {}}]}]}
      """
    When busybox connects to pod db on port 80
    Then it reaches pod db via PodIP
    When an external client curls 192.168.0.11:30080
    Then it is denied by network policy db
    And the explanation contains "203.0.113.1 is not a pod"

  Scenario Outline: host bits do not count, and older API servers warn of an address that is <flaw>
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: "<cidr>"}}]}]}
      """
    Then the manifest is accepted with the warning "<warning>"
    When the external client 203.0.113.9 curls 192.168.0.11:30080
    Then it reaches pod db via NodePort
    When the external client 203.0.112.9 curls 192.168.0.11:30080
    Then it is denied by network policy db

    Examples:
      | flaw                            | cidr                   | warning                      |
      | one of the block, not its first | 203.0.113.77/24        | is ambiguous in this context |
      | written with leading zeros      | 203.000.113.0/24       | non-standard CIDR value      |
      | an IPv4 address in an IPv6 one  | ::ffff:203.0.113.0/120 | non-standard CIDR value      |

  Scenario Outline: newer API servers reject an address that is <flaw>
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: strict}
      spec: {extends: default, kubernetesVersion: "1.36"}
      """
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: "<cidr>"}}]}]}
      """
    Then the manifest is rejected with "<message>"

    Examples:
      | flaw                            | cidr                   | message                                         |
      | one of the block, not its first | 203.0.113.77/24        | must not have bits set beyond the prefix length |
      | written with leading zeros      | 203.000.113.0/24       | must not have leading 0s in IP or prefix length |
      | an IPv4 address in an IPv6 one  | ::ffff:203.0.113.0/120 | must not have an IPv4-mapped IPv6 address       |
