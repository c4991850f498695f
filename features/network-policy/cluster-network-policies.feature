Feature: cluster network policies
  A ClusterNetworkPolicy names its tier: Admin, before every NetworkPolicy, or Baseline, behind them. Its rules Accept,
  Deny or Pass; the first one that matches decides, and a policy without a match says nothing.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: sales}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: labs, labels: {team: science}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: yard, labels: {team: none}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {namespace: shop, name: db, labels: {app: db}}
      spec:
        nodeName: worker-1
        containers: [{name: c, image: registry.example/db, ports: [{name: sql, containerPort: 5432}, {name: stats, containerPort: 9100}, {name: sync, containerPort: 9100, protocol: UDP}]}]
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: shop, name: db}, spec: {clusterIP: None, selector: {app: db}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: labs, name: test, labels: {app: test}}, spec: {nodeName: worker-2, containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: yard, name: dog, labels: {app: dog}}, spec: {nodeName: worker-2, containers: [{name: c, image: nginx}]}}
      """

  Scenario: Admin comes before the NetworkPolicies, Baseline behind them
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: no-dogs}
      spec:
        tier: Admin
        priority: 10
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: none}}}]}]
      ---
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: no-science}
      spec:
        tier: Baseline
        priority: 1
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: science}}}]}]
      """
    When yard/dog connects to pod shop/db on port 5432
    Then it is denied by policy no-dogs
    And the explanation contains "ClusterNetworkPolicy no-dogs denies ingress from pod yard/dog on port 5432/TCP"
    When labs/test connects to pod shop/db on port 5432
    Then it is denied by policy no-science
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: everybody}
      spec: {podSelector: {}, ingress: [{}]}
      """
    And yard/dog connects to pod shop/db on port 5432
    Then it is denied by policy no-dogs
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP

  Scenario: priorities count within a tier
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: base}
      spec: {tier: Baseline, priority: 0, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: z-first}
      spec: {tier: Admin, priority: 100, subject: {namespaces: {matchLabels: {team: sales}}}, ingress: [{action: Accept, from: [{namespaces: {matchLabels: {team: science}}}]}]}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: a-second}
      spec: {tier: Admin, priority: 101, subject: {namespaces: {matchLabels: {team: sales}}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
      """
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    And the explanation contains "ClusterNetworkPolicy z-first allows ingress"
    When yard/dog connects to pod shop/db on port 5432
    Then it is denied by policy a-second
    When yard/dog connects to pod labs/test on port 80
    Then it is denied by policy base

  Scenario Outline: it is served as <version>
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/<version>
      kind: ClusterNetworkPolicy
      metadata: {name: no-dogs}
      spec:
        tier: Admin
        priority: 10
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: none}}}], protocols: [{tcp: {destinationPort: {number: 5432}}}]}]
      """
    When yard/dog connects to pod shop/db on port 5432
    Then it is denied by policy no-dogs
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP

    Examples:
      | version  |
      | v1beta1  |
      | v1alpha2 |

  Scenario: it isolates nobody
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: science}
      spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {matchLabels: {team: science}}}]}], egress: []}
      """
    When yard/dog connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP

  Scenario: Pass skips the rest of its tier for that direction only
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: pass}
      spec:
        tier: Admin
        priority: 1
        subject: {namespaces: {matchLabels: {team: science}}}
        egress:
          - {action: Pass, to: [{namespaces: {matchLabels: {team: sales}}}]}
          - {action: Deny, to: [{namespaces: {}}]}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: rest}
      spec:
        tier: Admin
        priority: 2
        subject: {namespaces: {}}
        ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: none}}}]}]
        egress: [{action: Deny, to: [{namespaces: {}}]}]
      """
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    And the explanation contains "ClusterNetworkPolicy pass spec.egress[0].to[0]: it matches, and passes the decision on to the next tier"
    When labs/test connects to pod yard/dog on port 80
    Then it is denied by policy pass
    When yard/dog connects to pod labs/test on port 80
    Then it is denied by policy rest

  Scenario: an Accept on the way out leaves the way in to the destination's own policies
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: out}
      spec: {tier: Admin, priority: 1, subject: {namespaces: {matchLabels: {team: science}}}, egress: [{action: Accept, to: [{namespaces: {}}]}]}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: in}
      spec: {tier: Baseline, priority: 1, subject: {namespaces: {matchLabels: {team: sales}}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
      """
    When labs/test connects to pod shop/db on port 5432
    Then it is denied by policy in
    And the explanation contains "ClusterNetworkPolicy out allows egress to pod shop/db on port 5432/TCP"

  Scenario Outline: protocols and ports: <what>
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: ports}
      spec:
        tier: Admin
        priority: 1
        subject: {pods: {podSelector: {matchLabels: {app: db}}}}
        ingress: [{action: Deny, from: [{namespaces: {}}]<protocols>}]
      """
    When labs/test connects to db.shop port 5432
    Then it <sql>
    When labs/test connects to db.shop port 9100
    Then it <stats>
    When labs/test connects to db.shop port 9100 over UDP
    Then it <sync>

    Examples:
      | what                         | protocols                                                                            | sql                       | stats                     | sync                      |
      | none: every protocol         |                                                                                      | is denied by policy ports | is denied by policy ports | is denied by policy ports |
      | one port                     | , protocols: [{tcp: {destinationPort: {number: 5432}}}]                              | is denied by policy ports | reaches pod shop/db       | reaches pod shop/db       |
      | a range, with both its ends  | , protocols: [{tcp: {destinationPort: {range: {start: 5432, end: 9100}}}}]           | is denied by policy ports | is denied by policy ports | reaches pod shop/db       |
      | a range that ends just short | , protocols: [{tcp: {destinationPort: {range: {start: 5432, end: 9099}}}}]           | is denied by policy ports | reaches pod shop/db       | reaches pod shop/db       |
      | another protocol             | , protocols: [{udp: {destinationPort: {number: 9100}}}]                              | reaches pod shop/db       | reaches pod shop/db       | is denied by policy ports |
      | a name                       | , protocols: [{destinationNamedPort: stats}]                                         | reaches pod shop/db       | is denied by policy ports | reaches pod shop/db       |
      | a name of a UDP port         | , protocols: [{destinationNamedPort: sync}]                                          | reaches pod shop/db       | reaches pod shop/db       | is denied by policy ports |
      | a name that the pod has not  | , protocols: [{destinationNamedPort: web}]                                           | reaches pod shop/db       | reaches pod shop/db       | reaches pod shop/db       |
      | several                      | , protocols: [{destinationNamedPort: sql}, {udp: {destinationPort: {number: 9100}}}] | is denied by policy ports | reaches pod shop/db       | is denied by policy ports |

  Scenario: networks hold the cluster's own addresses, too
    Given the external host "bank.example" at 203.0.113.10
    And the external host "v6.example" at 2001:db8::10
    And the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: inside}
      spec:
        tier: Admin
        priority: 1
        subject: {namespaces: {matchLabels: {team: science}}}
        egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]
      """
    When labs/test connects to 203.0.113.10 port 443
    Then it is denied by policy inside
    When labs/test connects to pod shop/db on port 5432
    Then it is denied by policy inside
    When labs/test connects to 192.168.0.11 port 10250
    Then it is denied by policy inside
    When the manifest is applied:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: pods-first}
      spec:
        tier: Admin
        priority: 0
        subject: {namespaces: {matchLabels: {team: science}}}
        egress: [{action: Pass, to: [{namespaces: {}}]}]
      """
    And labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    When labs/test connects to 203.0.113.10 port 443
    Then it is denied by policy inside

  Scenario: nodes are named by their labels, and pods on their network are the node
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {namespace: yard, name: agent}, spec: {nodeName: worker-1, hostNetwork: true, containers: [{name: c, image: registry.example/agent, ports: [{containerPort: 9100}]}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: yard, name: other}, spec: {nodeName: worker-2, hostNetwork: true, containers: [{name: c, image: registry.example/agent, ports: [{containerPort: 9100}]}]}}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: nodes}
      spec:
        tier: Admin
        priority: 1
        subject: {namespaces: {matchLabels: {team: science}}}
        egress:
          - {action: Accept, to: [{nodes: {matchLabels: {kubernetes.io/hostname: worker-2}}}]}
          - {action: Deny, to: [{nodes: {}}]}
          - {action: Deny, to: [{namespaces: {matchLabels: {team: none}}}]}
      """
    When labs/test connects to 192.168.0.12 port 9100
    Then it reaches pod yard/other
    When labs/test connects to 192.168.0.11 port 9100
    Then it is denied by policy nodes
    And the explanation contains "node worker-1 (192.168.0.11) has kubernetes.io/hostname=worker-1, not kubernetes.io/hostname=worker-2"
    When I run "kubectl label node worker-1 kubernetes.io/hostname=worker-2 --overwrite"
    And labs/test connects to 192.168.0.11 port 9100
    Then it reaches pod yard/agent
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP

  Scenario: domain names accept what they resolve to
    Given the external host "deb.example" at 203.0.113.10
    And the external host "mirror.deb.example" at 203.0.113.11
    And the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: packages}
      spec:
        tier: Admin
        priority: 1
        subject: {namespaces: {matchLabels: {team: science}}}
        egress:
          - {action: Pass, to: [{namespaces: {}}]}
          - {action: Accept, to: [{domainNames: ["*.deb.example"]}], protocols: [{tcp: {destinationPort: {number: 443}}}]}
          - {action: Deny, to: [{networks: [0.0.0.0/0, "::/0"]}]}
      """
    When labs/test curls https://mirror.deb.example
    Then it reaches host mirror.deb.example
    When labs/test curls http://mirror.deb.example
    Then it is denied by policy packages
    And the explanation contains "port 80/TCP is not 443/TCP"
    When labs/test curls https://deb.example
    Then it is denied by policy packages

  Scenario: pods on the host network are neither subject nor peers
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {namespace: yard, name: agent}, spec: {nodeName: worker-2, hostNetwork: true, containers: [{name: c, image: registry.example/agent, ports: [{containerPort: 9100}]}]}}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: nobody}
      spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}], egress: [{action: Deny, to: [{namespaces: {}}]}]}
      """
    When yard/agent connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    When labs/test connects to 192.168.0.12 port 9100
    Then it reaches pod yard/agent
    When labs/test connects to pod shop/db on port 5432
    Then it is denied by policy nobody

  Scenario: a pod's own address needs no rule
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: nobody}
      spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}], egress: [{action: Deny, to: [{namespaces: {}}]}]}
      """
    When labs/test connects to pod labs/test on port 80
    Then it reaches pod labs/test via PodIP
    When labs/test connects to localhost port 80
    Then it reaches pod labs/test via Loopback
    When labs/test connects to pod yard/dog on port 80
    Then it is denied by policy nobody
