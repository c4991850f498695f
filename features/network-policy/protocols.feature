Feature: protocols
  TCP, UDP and SCTP are told apart; a policy for one of them isolates for all.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: exchange, labels: {app: exchange}}
      spec: {containers: [{name: c, image: registry.example/exchange, ports: [{containerPort: 5060}, {containerPort: 5060, protocol: UDP}, {containerPort: 5060, protocol: SCTP}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: calls}
      spec: {selector: {app: exchange}, ports: [{name: tcp, port: 5060}, {name: udp, port: 5060, protocol: UDP}, {name: sctp, port: 5060, protocol: SCTP}]}
      """
    And a client pod phone

  Scenario Outline: a rule for <protocol> lets that in, and nothing else
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: exchange}
      spec: {podSelector: {matchLabels: {app: exchange}}, ingress: [{ports: [<port>]}]}
      """
    When phone connects to calls port 5060 over TCP
    Then it <tcp>
    When phone connects to calls port 5060 over UDP
    Then it <udp>
    When phone connects to calls port 5060 over SCTP
    Then it <sctp>

    Examples:
      | protocol           | port                                       | tcp                                  | udp                                  | sctp                                 |
      | a port of TCP      | {port: 5060, protocol: TCP}                | reaches pod exchange via ClusterIP   | is denied by network policy exchange | is denied by network policy exchange |
      | a port of UDP      | {port: 5060, protocol: UDP}                | is denied by network policy exchange | reaches pod exchange via ClusterIP   | is denied by network policy exchange |
      | a port of SCTP     | {port: 5060, protocol: SCTP}               | is denied by network policy exchange | is denied by network policy exchange | reaches pod exchange via ClusterIP   |
      | every port of SCTP | {protocol: SCTP}                           | is denied by network policy exchange | is denied by network policy exchange | reaches pod exchange via ClusterIP   |
      | a range of UDP     | {port: 5000, endPort: 5100, protocol: UDP} | is denied by network policy exchange | reaches pod exchange via ClusterIP   | is denied by network policy exchange |

  Scenario: a rule without ports is for every protocol
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: exchange}
      spec: {podSelector: {matchLabels: {app: exchange}}, ingress: [{from: [{podSelector: {}}]}]}
      """
    When phone connects to calls port 5060 over SCTP
    Then it reaches pod exchange via ClusterIP
    When phone connects to calls port 5060 over UDP
    Then it reaches pod exchange via ClusterIP
    Given a client pod stranger in namespace "elsewhere"
    When elsewhere/stranger connects to calls.default port 5060 over UDP
    Then it is denied by network policy exchange

  Scenario: the explanation tells the protocols apart
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: exchange}
      spec: {podSelector: {matchLabels: {app: exchange}}, ingress: [{ports: [{port: 5060, protocol: SCTP}]}]}
      """
    When phone connects to pod exchange on port 5060
    Then the explanation contains "port 5060/TCP is not 5060/SCTP"

  Scenario: there are no others
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: ping}
      spec: {podSelector: {}, ingress: [{ports: [{protocol: ICMP}]}]}
      """
    Then the manifest is rejected with "spec.ingress[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"TCP\", \"UDP\", \"SCTP\""
