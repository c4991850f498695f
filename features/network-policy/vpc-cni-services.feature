Feature: how the VPC CNI's controller finds the Services that a rule of egress means
  Its agent sees the packet before translation. A rule that selects pods means the Services whose own selectors it selects, by
  the port behind which its own port stands; each Service as a whole, whichever pod answers.

  Background:
    Given a aws-vpc-cni cluster
    And the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: db, tier: data}}, spec: {containers: [{name: c, image: registry.example/db, ports: [{name: sql, containerPort: 5432}]}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, labels: {app: mixed, tier: data}}, spec: {containers: [{name: c, image: registry.example/db, ports: [{name: sql, containerPort: 5432}]}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: c, labels: {app: mixed, tier: data}}, spec: {containers: [{name: c, image: registry.example/db, ports: [{name: sql, containerPort: 6543}]}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: numbered}, spec: {clusterIP: 10.100.0.81, selector: {app: db}, ports: [{port: 80, targetPort: 5432}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: named}, spec: {clusterIP: 10.100.0.82, selector: {app: db}, ports: [{port: 80, targetPort: sql}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: mixed}, spec: {clusterIP: 10.100.0.83, selector: {app: mixed}, ports: [{port: 80, targetPort: sql}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: client, labels: {app: client}}, spec: {containers: [{name: c, image: busybox}]}}
      """

  Scenario Outline: a rule for <labels> on <ports> at <address>: the client <outcome>
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec: {podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {<labels>}}}], ports: [<ports>]}]}
      """
    When client connects to <address> port 80
    Then it <outcome>

    Examples:
      | labels     | ports                        | address     | outcome                         |
      | app: db    | {port: 5432}                 | 10.100.0.81 | reaches pod a                   |
      | tier: data | {port: 5432}                 | 10.100.0.81 | is denied by network policy out |
      | app: db    | {port: 80}                   | 10.100.0.81 | is denied by network policy out |
      | app: db    | {port: sql}                  | 10.100.0.81 | reaches pod a                   |
      | app: db    | {port: sql}                  | 10.100.0.82 | reaches pod a                   |
      | app: db    | {port: 5432}                 | 10.100.0.82 | reaches pod a                   |
      | app: db    | {port: 6543}                 | 10.100.0.82 | is denied by network policy out |
      | app: db    | {port: 5432, protocol: UDP}  | 10.100.0.81 | is denied by network policy out |
      | app: db    | {protocol: TCP}              | 10.100.0.81 | reaches pod a                   |
      | app: db    |                              | 10.100.0.82 | reaches pod a                   |
      | app: mixed | {port: 5432}                 | 10.100.0.83 | is denied by network policy out |
      | app: mixed | {port: 5432}, {port: 6543}   | 10.100.0.83 | reaches x.x.x.x                 |
      | app: mixed | {port: sql}                  | 10.100.0.83 | reaches x.x.x.x                 |

  Scenario: the pods themselves are found by their own labels, and the explanation says what the Service lacks
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec: {podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {tier: data}}}], ports: [{port: 5432}]}]}
      """
    When client connects to pod a on port 5432
    Then it reaches pod a
    When client connects to 10.100.0.81 port 80
    Then it is denied by network policy out
    And the explanation contains "the selector of Service default/numbered has no label tier=data"
