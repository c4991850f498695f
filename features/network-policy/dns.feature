Feature: looking names up from an isolated pod
  A look-up is a connection like any other: to the pods behind the DNS Service, on port 53.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: page, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
      """
    And a client pod probe with labels:
      | role | client |

  Scenario: a pod that may not send anything looks nothing up
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: silent}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress]}
      """
    When probe resolves web
    Then it fails to resolve
    When probe curls web
    Then it fails to resolve
    And the explanation contains "NetworkPolicy default/silent isolates egress"
    When pod page resolves web
    Then it resolves to the cluster IP of service web

  Scenario: a rule for the application alone forgets the names
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web-only}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]}
      """
    When probe connects to pod page on port 80
    Then it reaches pod page via PodIP
    When probe curls web
    Then it fails to resolve
    And it is denied by network policy web-only

  Scenario Outline: a look-up needs <what>
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: names}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [<rule>]}
      """
    When probe connects to kube-dns.kube-system port 53 over UDP
    Then it <udp>
    When probe connects to 10.96.0.10 port 53
    Then it <tcp>

    Examples:
      | what                                  | rule                                                                                                                 | udp                                             | tcp                                             |
      | UDP, and TCP for what does not fit    | {ports: [{port: 53, protocol: UDP}, {port: 53}]}                                                                     | reaches a pod of deployment kube-system/coredns | reaches a pod of deployment kube-system/coredns |
      | UDP: TCP alone resolves nothing       | {ports: [{port: 53}]}                                                                                                | fails to resolve                                | reaches a pod of deployment kube-system/coredns |
      | the pods of the DNS, by label         | {to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}]} | reaches a pod of deployment kube-system/coredns | is denied by network policy names               |
      | their namespace, not the client's own | {to: [{podSelector: {}}], ports: [{port: 53, protocol: UDP}, {port: 53}]}                                            | fails to resolve                                | is denied by network policy names               |
      | the pods' port, by name               | {to: [{namespaceSelector: {}}], ports: [{port: dns, protocol: UDP}, {port: dns-tcp}]}                                | reaches a pod of deployment kube-system/coredns | reaches a pod of deployment kube-system/coredns |
      | more than a block of Service IPs      | {to: [{ipBlock: {cidr: 10.96.0.10/32}}], ports: [{port: 53, protocol: UDP}, {port: 53}]}                             | fails to resolve                                | is denied by network policy names               |

  Scenario: the namespace of the DNS has its name in a label of Kubernetes' own, and in no other
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: names}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {name: kube-system}}}], ports: [{port: 53, protocol: UDP}]}]}
      """
    When probe resolves web
    Then it fails to resolve
    When probe curls web
    Then it is denied by network policy names
    And the explanation contains "namespace kube-system has no label name=kube-system; its name is the label kubernetes.io/metadata.name"
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: names}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{port: 53, protocol: UDP}]}]}
      """
    And probe resolves web
    Then it resolves to the cluster IP of service web
    When probe curls web
    Then it is denied by network policy names

  Scenario: who isolates the DNS keeps everybody from looking up
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: kube-system, name: quiet}
      spec: {podSelector: {matchLabels: {k8s-app: kube-dns}}, ingress: [{from: [{podSelector: {}}]}]}
      """
    When pod page resolves web
    Then it fails to resolve
    When pod page curls web
    Then it fails to resolve
    And it is denied by network policy kube-system/quiet
    When node worker-1 connects to 10.96.0.10 port 53
    Then it may reach a pod of deployment kube-system/coredns

  Scenario: a name in the pod's own hosts file needs no rule
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: aware, labels: {role: client}}
      spec: {hostAliases: [{ip: 203.0.113.10, hostnames: [pay.example]}], containers: [{name: c, image: busybox}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: pay-only}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.10/32}}]}]}
      """
    And the external host "pay.example" at 203.0.113.10
    When aware curls https://pay.example
    Then it reaches host pay.example
    When probe curls https://pay.example
    Then it fails to resolve

  Scenario Outline: a DNS cache on the node's link-local address is no pod: it takes <rule>
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: cached, labels: {role: client}}
      spec: {dnsPolicy: None, dnsConfig: {nameservers: [169.254.20.10]}, containers: [{name: c, image: busybox}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: names}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [<peer>], ports: [{port: 53, protocol: UDP}]}]}
      """
    And the external host "cache" at 169.254.20.10 listening on 53/UDP
    When cached connects to 169.254.20.10 port 53 over UDP
    Then it <outcome>
    And the explanation contains "<why>"

    Examples:
      | rule                 | peer                                                                     | outcome                           | why                                                                |
      | more than a selector | {namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}} | is denied by network policy names | is not a pod but a link-local address, as of a DNS cache on the    |
      | a block              | {ipBlock: {cidr: 169.254.20.10/32}}                                      | reaches host cache                | NetworkPolicy default/names allows egress to 169.254.20.10 on port |

  Scenario: a name server on the node is a node, not a pod
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: cached, labels: {role: client}}
      spec: {nodeName: worker-1, dnsPolicy: None, dnsConfig: {nameservers: [192.168.0.12], searches: [default.svc.cluster.local]}, containers: [{name: c, image: busybox}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: names}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}, {port: 53}]}]}
      """
    When cached connects to 192.168.0.12 port 53 over UDP
    Then it is denied by network policy names
    And the explanation contains "node worker-2 (192.168.0.12) is not a pod"
