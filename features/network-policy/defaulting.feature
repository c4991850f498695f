Feature: what a policy means by what it leaves out
  A missing field and an empty list rarely mean the same: an empty list of rules allows nothing, an empty rule everything.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: db, labels: {app: db}}
      spec: {containers: [{name: c, image: registry.example/db, ports: [{containerPort: 80}, {containerPort: 53, protocol: UDP}]}]}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: db}, spec: {type: NodePort, selector: {app: db}, ports: [{port: 80, nodePort: 30080}]}}
      """

  Scenario Outline: without policyTypes a policy is about ingress, and about egress if it has an egress rule: <spec>
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, <spec>}
      """
    Then the connectivity is:
      |         | db:80     | 10.96.0.1:443 |
      | pod web | <ingress> | ✓             |
      | pod db  | ✓         | <egress>      |

    Examples:
      | spec                                                 | ingress | egress  |
      | ingress: [{}]                                        | ✓       | ✓       |
      | ingress: []                                          | timeout | ✓       |
      | egress: []                                           | timeout | ✓       |
      | egress: null                                         | timeout | ✓       |
      | egress: [{}]                                         | timeout | ✓       |
      | egress: [{ports: [{port: 9}]}]                       | timeout | timeout |
      | policyTypes: [], egress: [{ports: [{port: 9}]}]      | timeout | timeout |
      | policyTypes: null, egress: []                        | timeout | ✓       |
      | policyTypes: [Egress]                                | ✓       | timeout |
      | policyTypes: [Egress], egress: []                    | ✓       | timeout |
      | policyTypes: [Egress], egress: [{}]                  | ✓       | ✓       |
      | policyTypes: [Egress], egress: [{to: [], ports: []}] | ✓       | ✓       |
      | policyTypes: [Egress, Ingress]                       | timeout | timeout |

  Scenario: rules for a direction that policyTypes leaves out count for nothing
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out-only}
      spec:
        podSelector: {matchLabels: {app: db}}
        policyTypes: [Egress]
        ingress: [{from: [{podSelector: {matchLabels: {app: nobody}}}]}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: in-only}
      spec:
        podSelector: {matchLabels: {app: web}}
        policyTypes: [Ingress]
        egress: [{to: [{podSelector: {matchLabels: {app: nobody}}}]}]
      """
    When pod web connects to pod db on port 80
    Then it reaches pod db via PodIP
    And the explanation contains "no policy isolates egress"
    And the explanation contains "no policy isolates ingress"
    When pod db connects to 10.96.0.1:443
    Then it is denied by network policy out-only
    Given a client pod other
    When other connects to pod web on port 80
    Then it is denied by network policy in-only

  Scenario Outline: <how> allows nobody
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: nobody}
      spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]<ingress>}
      """
    When pod web connects to pod db on port 80
    Then it is denied by network policy nobody
    And the explanation contains "it has no ingress rules, so it allows nothing"

    Examples:
      | how                     | ingress         |
      | a missing list of rules |                 |
      | an empty list of rules  | , ingress: []   |
      | a null list of rules    | , ingress: null |

  Scenario Outline: a rule with <what> allows everybody
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [<rule>]}
      """
    When pod web connects to pod db on port 80
    Then it reaches pod db via PodIP
    And the explanation contains "NetworkPolicy default/db allows ingress from pod default/web on port 80/TCP"
    When an external client curls 192.168.0.11:30080
    Then it reaches pod db via NodePort

    Examples:
      | what           | rule                              |
      | nothing in it  | {}                                |
      | ports alone    | {ports: [{port: 80}]}             |
      | an empty from  | {from: [], ports: [{port: 80}]}   |
      | a null from    | {from: null, ports: [{port: 80}]} |
      | an empty ports | {ports: []}                       |
      | nulls alone    | {ports: null, from: null}         |

  Scenario Outline: a rule with <ports> allows every port of every protocol to its peers, and nothing to others
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]<rest>}]}
      """
    And a client pod other
    When pod web connects to pod db on port 80
    Then it reaches pod db via PodIP
    When other connects to pod db on port 80
    Then it is denied by network policy db
    And the explanation contains "pod default/other has no label app=web"

    Examples:
      | ports          | rest          |
      | no ports       |               |
      | empty ports    | , ports: []   |
      | null for ports | , ports: null |

  Scenario: a port without a protocol is a TCP port
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 80}, {port: 53}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: names}
      spec: {selector: {app: db}, ports: [{name: dns, port: 53, protocol: UDP}, {name: http, port: 80}]}
      """
    When pod web connects to names port 80
    Then it reaches pod db via ClusterIP
    When pod web connects to names port 53 over UDP
    Then it is denied by network policy db
    And the explanation contains "port 53/UDP is not among 80/TCP, 53/TCP"

  Scenario: the API server writes down what it filled in
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 80}]}], egress: [{}]}
      """
    When I run "kubectl get networkpolicy db -o jsonpath='{.spec.policyTypes}'"
    Then the output contains '["Ingress","Egress"]'
    When I run "kubectl get networkpolicy db -o jsonpath='{.spec.ingress[0].ports[0].protocol}'"
    Then the output contains "TCP"
