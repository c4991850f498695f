Feature: policies that the API server rejects
  Each with the server's own words. A policy that is not there restricts nobody, so that a mistake here opens a door.

  Scenario Outline: a peer of <peer>
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: wrong}
      spec: {podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{from: [<written>]}]}
      """
    Then the manifest is rejected with "spec.ingress[0].from[0]<message>"

    Examples:
      | peer                           | written                                                                            | message                                                                                                                       |
      | nothing                        | {}                                                                                 | : Required value: must specify a peer                                                                                         |
      | a null selector                | {podSelector: null}                                                                | : Required value: must specify a peer                                                                                         |
      | a block and a selector         | {ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}                                     | : Forbidden: may not specify both ipBlock and another peer                                                                    |
      | a block and namespaces         | {ipBlock: {cidr: 10.0.0.0/8}, namespaceSelector: {}}                               | : Forbidden: may not specify both ipBlock and another peer                                                                    |
      | a block without a cidr         | {ipBlock: {}}                                                                      | .ipBlock.cidr: Required value                                                                                                 |
      | an address that is none        | {ipBlock: {cidr: 10.0.0.256/32}}                                                   | .ipBlock.cidr: Invalid value: \"10.0.0.256/32\": must be a valid CIDR value                                                   |
      | an address without a length    | {ipBlock: {cidr: 10.0.0.1}}                                                        | .ipBlock.cidr: Invalid value: \"10.0.0.1\": must be a valid CIDR value                                                        |
      | an exception outside the block | {ipBlock: {cidr: 10.0.0.0/16, except: [10.1.0.0/24]}}                              | .ipBlock.except[0]: Invalid value: \"10.1.0.0/24\": must be a strict subset of `cidr`                                         |
      | an exception for all of it     | {ipBlock: {cidr: 10.0.0.0/16, except: [10.0.0.0/16]}}                              | .ipBlock.except[0]: Invalid value: \"10.0.0.0/16\": must be a strict subset of `cidr`                                         |
      | an exception of another family | {ipBlock: {cidr: 10.0.0.0/16, except: ["fd00::/64"]}}                              | .ipBlock.except[0]: Invalid value: \"fd00::/64\": must be a strict subset of `cidr`                                           |
      | In without values              | {podSelector: {matchExpressions: [{key: app, operator: In}]}}                      | .podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'                 |
      | NotIn with no value            | {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: []}]}}       | .podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'                 |
      | Exists with values             | {podSelector: {matchExpressions: [{key: app, operator: Exists, values: [a]}]}}     | .podSelector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'        |
      | an operator that is none       | {namespaceSelector: {matchExpressions: [{key: app, operator: Gt, values: ["1"]}]}} | .namespaceSelector.matchExpressions[0].operator: Invalid value: \"Gt\": not a valid selector operator                         |
      | a label value that is none     | {podSelector: {matchLabels: {app: "a b"}}}                                         | .podSelector.matchLabels: Invalid value: \"a b\": a valid label must be an empty string or consist of alphanumeric characters |

  Scenario Outline: a port of <port>
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: wrong}
      spec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [<written>]}]}
      """
    Then the manifest is rejected with "spec.egress[0].ports[0].<message>"

    Examples:
      | port                        | written                    | message                                                                                               |
      | number 0                    | {port: 0}                  | port: Invalid value: 0: must be between 1 and 65535, inclusive                                        |
      | a number that is too high   | {port: 65536}              | port: Invalid value: 65536: must be between 1 and 65535, inclusive                                    |
      | a name in capitals          | {port: HTTP}               | port: Invalid value: \"HTTP\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-) |
      | a name that is too long     | {port: averylongportname}  | port: Invalid value: \"averylongportname\": must be no more than 15 characters                        |
      | digits in quotes            | {port: "80"}               | port: Invalid value: \"80\": must contain at least one letter (a-z)                                   |
      | a range without a beginning | {endPort: 90}              | endPort: Invalid value: 90: may not be specified when `port` is not specified                         |
      | a range that has a name     | {port: http, endPort: 90}  | endPort: Invalid value: 90: may not be specified when `port` is non-numeric                           |
      | a range the wrong way round | {port: 90, endPort: 80}    | endPort: Invalid value: 90: must be greater than or equal to `port`                                   |
      | a range with no end         | {port: 90, endPort: 65536} | endPort: Invalid value: 65536: must be between 1 and 65535, inclusive                                 |
      | a protocol that is unknown  | {port: 80, protocol: HTTP} | protocol: Unsupported value: \"HTTP\": supported values: \"TCP\", \"UDP\", \"SCTP\"                   |
      | a protocol in small letters | {port: 80, protocol: tcp}  | protocol: Unsupported value: \"tcp\"                                                                  |

  Scenario Outline: <what>
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: wrong}
      spec: {<spec>}
      """
    Then the manifest is rejected with "<message>"

    Examples:
      | what                            | spec                                                                    | message                                                                                        |
      | a direction that does not exist | podSelector: {}, policyTypes: [Inbound]                                 | spec.policyTypes[0]: Unsupported value: \"Inbound\": supported values: \"Ingress\", \"Egress\" |
      | more directions than there are  | podSelector: {}, policyTypes: [Ingress, Egress, Ingress]                | may not specify more than two policyTypes                                                      |
      | no such field                   | podSelector: {}, ingress: [{from: [{podselector: {}}]}]                 | unknown field \"spec.ingress[0].from[0].podselector\"                                          |
      | peers where no peers can be     | podSelector: {}, ingress: [{to: [{podSelector: {}}]}]                   | unknown field \"spec.ingress[0].to\"                                                           |
      | a port on its own               | podSelector: {}, ingress: [{port: 80}]                                  | unknown field \"spec.ingress[0].port\"                                                         |
      | a peer that is not in a list    | podSelector: {}, ingress: [{from: {podSelector: {}}}]                   | cannot unmarshal object into Go struct field                                                   |
      | a selector that does not parse  | podSelector: {matchExpressions: [{key: app, operator: In, values: []}]} | spec.podSelector.matchExpressions[0].values: Required value                                    |

  Scenario Outline: an admin policy with <what>
    When the manifest is applied:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: wrong}
      spec: {<spec>}
      """
    Then the manifest is rejected with "<message>"

    Examples:
      | what                       | spec                                                                                                                         | message                                                                                                                    |
      | no priority                | subject: {namespaces: {}}                                                                                                    | spec.priority: Required value                                                                                              |
      | a priority beyond 1000     | priority: 1001, subject: {namespaces: {}}                                                                                    | spec.priority                                                                                                              |
      | no subject                 | priority: 1                                                                                                                  | spec.subject: Required value                                                                                               |
      | two subjects at once       | priority: 1, subject: {namespaces: {}, pods: {namespaceSelector: {}, podSelector: {}}}                                       | spec.subject                                                                                                               |
      | an action of another kind  | priority: 1, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {}}]}]                                | spec.ingress[0].action: Unsupported value: \"Accept\": supported values: \"Allow\", \"Deny\", \"Pass\"                     |
      | a rule without peers       | priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: []}]                                                  | spec.ingress[0].from                                                                                                       |
      | a peer that is empty       | priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{}]}]                                                | spec.ingress[0].from[0]                                                                                                    |
      | a peer with two fields     | priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}, networks: [10.0.0.0/8]}]}]             | spec.egress[0].to[0]                                                                                                       |
      | networks on the way in     | priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{networks: [10.0.0.0/8]}]}]                          | networks                                                                                                                   |
      | sameLabels, which is gone  | priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {sameLabels: [tenant]}}]}]             | sameLabels                                                                                                                 |
      | port names beside networks | priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [10.0.0.0/8]}], ports: [{namedPort: http}]}] | networks/nodes/domainNames peer cannot be set with namedPorts since there are no namedPorts for networks/nodes/domainNames |
      | a network that is none     | priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [10.0.0.0]}]}]                               | Invalid CIDR format provided                                                                                               |

  Scenario Outline: a cluster network policy with <what>
    When the manifest is applied:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: wrong}
      spec: {priority: 1, subject: {namespaces: {}}, <spec>}
      """
    Then the manifest is rejected with "<message>"

    Examples:
      | what                        | spec                                                                                                                                                      | message                                                                                                                    |
      | no tier                     | ingress: []                                                                                                                                               | spec.tier: Required value                                                                                                  |
      | a tier that does not exist  | tier: Network                                                                                                                                             | spec.tier: Unsupported value: \"Network\": supported values: \"Admin\", \"Baseline\"                                       |
      | the old word for Accept     | tier: Admin, ingress: [{action: Allow, from: [{namespaces: {}}]}]                                                                                         | spec.ingress[0].action: Unsupported value: \"Allow\": supported values: \"Accept\", \"Deny\", \"Pass\"                     |
      | the old field for protocols | tier: Admin, ingress: [{action: Deny, from: [{namespaces: {}}], ports: [{portNumber: {port: 80}}]}]                                                       | ports                                                                                                                      |
      | a protocol without a port   | tier: Admin, ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {}}]}]                                                                  | spec.ingress[0].protocols[0].tcp                                                                                           |
      | two protocols in one        | tier: Admin, ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 1}}, udp: {destinationPort: {number: 1}}}]}] | spec.ingress[0].protocols[0]                                                                                               |
      | a range of one port         | tier: Admin, ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {range: {start: 80, end: 80}}}}]}]                    | Start port must be less than End port                                                                                      |
      | a port name beside networks | tier: Admin, egress: [{action: Deny, to: [{networks: [10.0.0.0/8]}], protocols: [{destinationNamedPort: http}]}]                                          | networks/nodes/domainNames peer cannot be set with namedPorts since there are no namedPorts for networks/nodes/domainNames |
      | a network that is none      | tier: Admin, egress: [{action: Deny, to: [{networks: [10.0.0.0/33]}]}]                                                                                    | Invalid CIDR format provided                                                                                               |
