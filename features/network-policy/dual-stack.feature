Feature: policies for two address families
  Each family is judged for itself: a block of IPv4 says nothing about IPv6, while a selector stands for all addresses of
  its pods.

  Background:
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: dual}
      spec:
        network: {podCIDR: "10.244.0.0/16,fd00:10::/56", serviceCIDR: "10.96.0.0/16,fd00:96::/112"}
        nodes:
          - {name: one, addresses: [192.168.0.10, "fd00:1::10"]}
          - {name: two, addresses: [192.168.0.11, "fd00:1::11"]}
      """
    And the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: page, labels: {app: web}}, spec: {nodeName: one, containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ipFamilyPolicy: RequireDualStack, clusterIP: 10.96.7.7, clusterIPs: [10.96.7.7, "fd00:96::7"], selector: {app: web}, ports: [{port: 80}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: open}, spec: {type: NodePort, externalTrafficPolicy: Local, ipFamilyPolicy: RequireDualStack, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}}
      """
    And a client pod probe with labels:
      | role | client |
    And the external host "four.example" at 203.0.113.10
    And the external host "six.example" at 2001:db8::10

  Scenario: a selector stands for both addresses of a pod
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {role: client}}}]}]}
      """
    And a client pod stranger
    When probe curls 10.96.7.7
    Then it reaches pod page via ClusterIP
    When probe curls http://[fd00:96::7]
    Then it reaches pod page via ClusterIP
    When stranger curls 10.96.7.7
    Then it is denied by network policy web
    When stranger curls http://[fd00:96::7]
    Then it is denied by network policy web

  Scenario Outline: <cidr> is <family> alone, on the way in
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: "<cidr>"}}]}]}
      """
    When the external client 203.0.113.7 curls 192.168.0.10:30080
    Then it <four>
    When the external client 2001:db8::7 curls http://[fd00:1::10]:30080
    Then it <six>

    Examples:
      | cidr          | family | four                            | six                             |
      | 0.0.0.0/0     | IPv4   | reaches pod page via NodePort   | is denied by network policy web |
      | ::/0          | IPv6   | is denied by network policy web | reaches pod page via NodePort   |
      | 2001:db8::/32 | IPv6   | is denied by network policy web | reaches pod page via NodePort   |

  Scenario Outline: <cidr> is <family> alone, on the way out
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: "<cidr>"}}]}]}
      """
    When probe connects to 203.0.113.10 port 443
    Then it <four>
    When probe curls https://[2001:db8::10]
    Then it <six>
    When probe curls 10.96.7.7
    Then it <pod four>
    When probe curls http://[fd00:96::7]
    Then it <pod six>

    Examples:
      | cidr         | family | four                            | six                             | pod four                        | pod six                         |
      | 0.0.0.0/0    | IPv4   | reaches host four.example       | is denied by network policy out | reaches pod page via ClusterIP  | is denied by network policy out |
      | ::/0         | IPv6   | is denied by network policy out | reaches host six.example        | is denied by network policy out | reaches pod page via ClusterIP  |
      | fd00:10::/56 | IPv6   | is denied by network policy out | is denied by network policy out | is denied by network policy out | reaches pod page via ClusterIP  |

  Scenario: an exception of IPv6
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: "2001:db8::/32", except: ["2001:db8:bad::/48"]}}]}]}
      """
    When the external client 2001:db8::7 curls http://[fd00:1::10]:30080
    Then it reaches pod page via NodePort
    When the external client 2001:db8:bad::7 curls http://[fd00:1::10]:30080
    Then it is denied by network policy web
    And the explanation contains "2001:db8:bad::7 is in except 2001:db8:bad::/48"

  Scenario: a pod's own node comes in by either family
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web}
      spec: {podSelector: {matchLabels: {app: web}}}
      """
    When node one curls 10.96.7.7
    Then it reaches pod page via ClusterIP
    When node one curls http://[fd00:96::7]
    Then it reaches pod page via ClusterIP
    When node two curls http://[fd00:96::7]
    Then it is denied by network policy web

  Scenario: networks of a cluster network policy are of one family, too
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: four}
      spec: {tier: Admin, priority: 1, subject: {pods: {podSelector: {matchLabels: {role: client}}}}, egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]}
      """
    When probe connects to 203.0.113.10 port 443
    Then it is denied by policy four
    When probe curls https://[2001:db8::10]
    Then it reaches host six.example
    When probe curls 10.96.7.7
    Then it is denied by policy four
    When probe curls http://[fd00:96::7]
    Then it reaches pod page via ClusterIP
