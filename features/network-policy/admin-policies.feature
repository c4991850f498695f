Feature: admin network policies
  An AdminNetworkPolicy speaks before every NetworkPolicy: rules in order, policies by priority, and the first rule that
  matches decides. It isolates nobody: what no rule matches goes on to the NetworkPolicies.

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
      spec: {nodeName: worker-1, containers: [{name: c, image: registry.example/db, ports: [{name: sql, containerPort: 5432}, {name: stats, containerPort: 9100}]}]}
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: shop, name: db}, spec: {clusterIP: None, selector: {app: db}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: labs, name: test, labels: {app: test}}, spec: {nodeName: worker-2, containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: yard, name: dog, labels: {app: dog}}, spec: {nodeName: worker-2, containers: [{name: c, image: nginx}]}}
      """

  Scenario: it comes before what NetworkPolicies say
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: admin}
      spec:
        priority: 10
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress:
          - {name: dogs, action: Deny, from: [{namespaces: {matchLabels: {team: none}}}]}
          - {name: science, action: Allow, from: [{namespaces: {matchLabels: {team: science}}}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: dogs-only}
      spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: none}}}]}]}
      """
    When yard/dog connects to pod shop/db on port 5432
    Then it is denied by policy admin
    And the explanation contains "AdminNetworkPolicy admin denies ingress from pod yard/dog on port 5432/TCP"
    And the explanation contains "spec.ingress[0].from[0]"
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    And the explanation contains "AdminNetworkPolicy admin allows ingress from pod labs/test on port 5432/TCP"
    Given a client pod stranger
    When stranger connects to pod shop/db on port 5432
    Then it is denied by network policy dogs-only

  Scenario: what it does not mention is left to the NetworkPolicies
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: admin}
      spec:
        priority: 10
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress: [{action: Allow, from: [{namespaces: {matchLabels: {team: science}}}]}]
      """
    When yard/dog connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    And the explanation contains "no policy isolates ingress"
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: closed}
      spec: {podSelector: {}}
      """
    And yard/dog connects to pod shop/db on port 5432
    Then it is denied by network policy closed
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP

  Scenario: the lower priority comes first, and within a policy the earlier rule
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: late}
      spec:
        priority: 20
        subject: {namespaces: {}}
        ingress:
          - {action: Allow, from: [{namespaces: {matchLabels: {team: none}}}]}
          - {action: Deny, from: [{namespaces: {}}]}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: soon}
      spec:
        priority: 5
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress:
          - {action: Deny, from: [{namespaces: {matchLabels: {team: none}}}]}
          - {action: Allow, from: [{namespaces: {matchLabels: {team: none}}}]}
      """
    When yard/dog connects to pod shop/db on port 5432
    Then it is denied by policy soon
    When labs/test connects to pod shop/db on port 5432
    Then it is denied by policy late
    When yard/dog connects to pod labs/test on port 80
    Then it reaches pod labs/test via PodIP
    And the explanation contains "AdminNetworkPolicy late allows ingress from pod yard/dog"

  Scenario: Pass leaves the decision to the NetworkPolicies, and skips the admin rules behind it
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: first}
      spec:
        priority: 1
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress:
          - {action: Pass, from: [{namespaces: {matchLabels: {team: science}}}]}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: second}
      spec:
        priority: 2
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress:
          - {action: Deny, from: [{namespaces: {}}]}
      """
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    When yard/dog connects to pod shop/db on port 5432
    Then it is denied by policy second
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: closed}
      spec: {podSelector: {}}
      """
    And labs/test connects to pod shop/db on port 5432
    Then it is denied by network policy closed
    And the explanation contains "AdminNetworkPolicy first spec.ingress[0].from[0]: it matches, and passes the decision on to the next tier"

  Scenario: an Allow at the source does not open the destination
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: science-goes-out}
      spec:
        priority: 1
        subject: {namespaces: {matchLabels: {team: science}}}
        egress: [{action: Allow, to: [{namespaces: {}}]}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: closed}
      spec: {podSelector: {}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: labs, name: silent}
      spec: {podSelector: {}, policyTypes: [Egress]}
      """
    When labs/test connects to pod shop/db on port 5432
    Then it is denied by network policy closed
    When labs/test connects to pod yard/dog on port 80
    Then it reaches pod yard/dog via PodIP
    And the explanation contains "AdminNetworkPolicy science-goes-out allows egress to pod yard/dog on port 80/TCP"
    When labs/test connects to 192.168.0.10:6443
    Then it is denied by network policy silent

  Scenario: its subject may be single pods
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: databases}
      spec:
        priority: 1
        subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}}
        ingress: [{action: Deny, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: dog}}}}]}]
      """
    When yard/dog connects to pod shop/db on port 5432
    Then it is denied by policy databases
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    When yard/dog connects to pod labs/test on port 80
    Then it reaches pod labs/test via PodIP

  Scenario: a subject of all namespaces has kube-system among them
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: everybody}
      spec:
        priority: 1
        subject: {namespaces: {}}
        ingress: [{action: Deny, from: [{namespaces: {}}]}]
      """
    When labs/test resolves kubernetes.default
    Then it fails to resolve

  Scenario Outline: rules may name ports: <ports> denies <port> and not <other>
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: ports}
      spec:
        priority: 1
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress: [{action: Deny, from: [{namespaces: {}}], ports: [<ports>]}]
      """
    When labs/test connects to pod shop/db on port <port>
    Then it is denied by policy ports
    When labs/test connects to pod shop/db on port <other>
    Then it reaches pod shop/db via PodIP

    Examples:
      | ports                                     | port | other |
      | {portNumber: {port: 5432}}                | 5432 | 9100  |
      | {portNumber: {port: 5432, protocol: TCP}} | 5432 | 9100  |
      | {portRange: {start: 5000, end: 5432}}     | 5432 | 9100  |
      | {namedPort: sql}                          | 5432 | 9100  |
      | {namedPort: nothing}, {namedPort: stats}  | 9100 | 5432  |

  Scenario: a port of another protocol is another port
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: ports}
      spec:
        priority: 1
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress: [{action: Deny, from: [{namespaces: {}}], ports: [{portNumber: {port: 5432, protocol: UDP}}]}]
      """
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    When labs/test connects to db.shop port 5432 over UDP
    Then it is denied by policy ports

  Scenario: networks are addresses, those of pods as well
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: nothing-outside}
      spec:
        priority: 1
        subject: {namespaces: {matchLabels: {team: science}}}
        egress:
          - {action: Pass, to: [{pods: {namespaceSelector: {matchLabels: {team: none}}, podSelector: {}}}]}
          - {action: Deny, to: [{networks: [0.0.0.0/0]}]}
      """
    And the external host "bank.example" at 203.0.113.10
    When labs/test connects to 203.0.113.10 port 443
    Then it is denied by policy nothing-outside
    When labs/test connects to pod shop/db on port 5432
    Then it is denied by policy nothing-outside
    When labs/test connects to pod yard/dog on port 80
    Then it reaches pod yard/dog via PodIP
    When yard/dog connects to 203.0.113.10 port 443
    Then it reaches host bank.example

  Scenario: nodes are named by their labels, pods on their network with them
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {namespace: yard, name: agent, labels: {app: agent}}, spec: {nodeName: worker-1, hostNetwork: true, containers: [{name: c, image: registry.example/agent, ports: [{containerPort: 9100}]}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: yard, name: other, labels: {app: agent}}, spec: {nodeName: worker-2, hostNetwork: true, containers: [{name: c, image: registry.example/agent, ports: [{containerPort: 9100}]}]}}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: no-nodes}
      spec:
        priority: 1
        subject: {namespaces: {matchLabels: {team: science}}}
        egress:
          - {action: Deny, to: [{nodes: {matchLabels: {kubernetes.io/hostname: worker-1}}}]}
          - {action: Deny, to: [{namespaces: {matchLabels: {team: none}}}]}
      """
    When labs/test connects to 192.168.0.11 port 9100
    Then it is denied by policy no-nodes
    When labs/test connects to 192.168.0.12 port 9100
    Then it reaches pod yard/other
    When labs/test connects to pod yard/dog on port 80
    Then it is denied by policy no-nodes

  Scenario: domain names allow what they resolve to
    Given the external host "shop.example" at 203.0.113.10
    And the external host "api.shop.example" at 203.0.113.11
    And the external host "eu.api.shop.example" at 203.0.113.12
    And the external host "other.example" at 203.0.113.13
    And the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: domains}
      spec:
        priority: 1
        subject: {namespaces: {matchLabels: {team: science}}}
        egress:
          - {action: Allow, to: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]}
          - {action: Allow, to: [{domainNames: ["*.shop.example", other.example]}]}
          - {action: Deny, to: [{networks: [0.0.0.0/0]}]}
      """
    When labs/test curls https://api.shop.example
    Then it reaches host api.shop.example
    When labs/test curls https://eu.api.shop.example
    Then it reaches host eu.api.shop.example
    When labs/test curls https://other.example
    Then it reaches host other.example
    When labs/test curls https://shop.example
    Then it is denied by policy domains
    And the explanation contains "203.0.113.10 is no address of *.shop.example, other.example"

  Scenario: a pod on the host network is neither subject nor peer
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: agent}, spec: {nodeName: worker-2, hostNetwork: true, containers: [{name: c, image: registry.example/agent, ports: [{containerPort: 9100}]}]}}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: sales-alone}
      spec:
        priority: 1
        subject: {namespaces: {}}
        ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: sales}}}]}]
        egress: [{action: Deny, to: [{namespaces: {matchLabels: {team: sales}}}]}]
      """
    When labs/test connects to 192.168.0.12 port 9100
    Then it reaches pod shop/agent
    When shop/agent connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    When shop/db connects to pod labs/test on port 80
    Then it is denied by policy sales-alone

  Scenario: the pod's own node still comes in
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: closed}
      spec: {podSelector: {}}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: everybody}
      spec:
        priority: 1
        subject: {namespaces: {}}
        ingress: [{action: Deny, from: [{namespaces: {}}]}]
      """
    When node worker-1 connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    When node worker-2 connects to pod shop/db on port 5432
    Then it is denied by network policy closed
    When labs/test connects to pod shop/db on port 5432
    Then it is denied by policy everybody

  Scenario: of two with the same priority the first name decides here, though Kubernetes leaves it open
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: b-deny}
      spec: {priority: 1, subject: {namespaces: {matchLabels: {team: sales}}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: a-allow}
      spec: {priority: 1, subject: {namespaces: {matchLabels: {team: sales}}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]}
      """
    When labs/test connects to pod shop/db on port 5432
    Then it reaches pod shop/db via PodIP
    And the explanation contains "AdminNetworkPolicy a-allow allows ingress"
    And the explanation contains "AdminNetworkPolicy b-deny"
    And the explanation contains "which of the two comes first is the plugin's choice"
