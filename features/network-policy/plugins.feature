Feature: what the plugins make of policies
  Kubernetes describes policies, the network plugin enforces them: some plugins do not, and where the API leaves a
  question open they answer it differently.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}}, spec: {containers: [{name: c, image: registry.example/db, ports: [{containerPort: 8000}, {containerPort: 8050}]}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: data}, spec: {selector: {app: db}, ports: [{port: 80, targetPort: 8000}]}}
      """
    And a client pod probe with labels:
      | role | client |

  Scenario Outline: <profile> <does> NetworkPolicies
    Given a <profile> cluster
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: closed}
      spec: {podSelector: {matchLabels: {app: db}}}
      """
    When probe connects to pod db on port 8000
    Then it <outcome>
    And the explanation contains "<why>"

    Examples: plugins that enforce them
      | profile        | does     | outcome                            | why                                           |
      | default        | enforces | is denied by network policy closed | NetworkPolicy default/closed isolates ingress |
      | calico         | enforces | is denied by network policy closed | NetworkPolicy default/closed isolates ingress |
      | cilium         | enforces | is denied by network policy closed | NetworkPolicy default/closed isolates ingress |
      | antrea         | enforces | is denied by network policy closed | NetworkPolicy default/closed isolates ingress |
      | ovn-kubernetes | enforces | is denied by network policy closed | NetworkPolicy default/closed isolates ingress |
      | gke            | enforces | is denied by network policy closed | NetworkPolicy default/closed isolates ingress |
      | kind           | enforces | is denied by network policy closed | NetworkPolicy default/closed isolates ingress |

    Examples: plugins that do not
      | profile        | does    | outcome        | why                                                                               |
      | flannel        | ignores | reaches pod db | plugin flannel does not enforce NetworkPolicy: default/closed is ignored here     |
      | eks            | ignores | reaches pod db | plugin aws-vpc-cni does not enforce NetworkPolicy: default/closed is ignored here |
      | aks-kubenet    | ignores | reaches pod db | plugin kubenet does not enforce NetworkPolicy: default/closed is ignored here     |
      | docker-desktop | ignores | reaches pod db | plugin bridge does not enforce NetworkPolicy: default/closed is ignored here      |

  Scenario: a plugin may be told not to
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: lax}
      spec: {extends: calico, network: {policies: {networkPolicy: false}}}
      """
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: closed}
      spec: {podSelector: {matchLabels: {app: db}}}
      """
    When probe connects to pod db on port 8000
    Then it reaches pod db via PodIP
    And the explanation contains "plugin calico does not enforce NetworkPolicy: default/closed is ignored here"
    And the explanation contains "where it is enforced, this would be dropped"

  Scenario: a policy that would allow is not mentioned
    Given a flannel cluster
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: open}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {role: client}}}]}]}
      """
    When probe connects to pod db on port 8000
    Then it reaches pod db via PodIP
    And the explanation contains "no policy isolates ingress"

  Scenario Outline: <profile> <does> AdminNetworkPolicies
    Given a <profile> cluster
    And the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: nobody}
      spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
      """
    When probe connects to pod db on port 8000
    Then it <outcome>

    Examples:
      | profile        | does     | outcome                    |
      | calico         | enforces | is denied by policy nobody |
      | antrea         | enforces | is denied by policy nobody |
      | ovn-kubernetes | enforces | is denied by policy nobody |
      | cilium         | ignores  | reaches pod db             |
      | kind           | ignores  | reaches pod db             |
      | flannel        | ignores  | reaches pod db             |

  Scenario Outline: <profile> <does> ClusterNetworkPolicies
    Given a <profile> cluster
    And the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: nobody}
      spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
      """
    When probe connects to pod db on port 8000
    Then it <outcome>

    Examples:
      | profile        | does     | outcome                    |
      | default        | enforces | is denied by policy nobody |
      | calico         | enforces | is denied by policy nobody |
      | antrea         | ignores  | reaches pod db             |
      | ovn-kubernetes | ignores  | reaches pod db             |
      | cilium         | ignores  | reaches pod db             |

  Scenario Outline: a block that covers the pods is about <whom> with <profile>
    Given a <profile> cluster
    And the external host "bank.example" at 203.0.113.10
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}
      """
    When probe connects to pod db on port 8000
    Then it <to pod>
    When probe connects to 203.0.113.10 port 443
    Then it reaches host bank.example

    Examples:
      | profile | whom              | to pod                          |
      | calico  | pods as well      | reaches pod db                  |
      | antrea  | pods as well      | reaches pod db                  |
      | cilium  | the outside alone | is denied by network policy out |
      | gke     | the outside alone | is denied by network policy out |

  Scenario: cilium says why it does not match
    Given a cilium cluster
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}
      """
    When probe connects to pod db on port 8000
    Then it is denied by network policy db
    And the explanation contains "plugin cilium matches no pods by ipBlock"
    When node control-plane connects to pod db on port 8000
    Then it is denied by network policy db
    And the explanation contains "plugin cilium matches no nodes by ipBlock"

  Scenario Outline: a range of ports where the plugin <knows> endPort
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: ranges}
      spec: {extends: default, network: {policies: {endPort: <endPort>}}}
      """
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 8000, endPort: 8100}]}]}
      """
    When probe connects to pod db on port 8000
    Then it reaches pod db via PodIP
    When probe connects to pod db on port 8050
    Then it <outcome>

    Examples:
      | knows         | endPort | outcome                        |
      | knows         | true    | reaches pod db via PodIP       |
      | does not know | false   | is denied by network policy db |

  Rule: the VPC CNI looks at a packet before the Service is translated

    Background:
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: eks-with-policies}
        spec: {extends: eks, network: {policies: {networkPolicy: true}}}
        """

    Scenario: the Service's own address and port have to be allowed
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: out}
        spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}]}, {to: [{ipBlock: {cidr: 192.168.0.0/16}}]}]}
        """
      When probe connects to pod db on port 8000
      Then it reaches pod db via PodIP
      When probe curls data
      Then it is denied by network policy out

    Scenario: a rule for the pods holds for their Service, at the port that leads to theirs
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: out}
        spec:
          podSelector: {matchLabels: {role: client}}
          policyTypes: [Egress]
          egress: [{ports: [{port: 53, protocol: UDP}]}, {to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 8000}]}]
        """
      When probe curls data
      Then it reaches pod db via ClusterIP
      When probe connects to pod db on port 8050
      Then it is denied by network policy out

    Scenario: a block with the Service's address is enough
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: out}
        spec:
          podSelector: {matchLabels: {role: client}}
          policyTypes: [Egress]
          egress: [{to: [{ipBlock: {cidr: 10.100.0.0/16}}], ports: [{port: 80}, {port: 53, protocol: UDP}]}]
        """
      When probe curls data
      Then it reaches pod db via ClusterIP
      When probe connects to pod db on port 8000
      Then it is denied by network policy out
