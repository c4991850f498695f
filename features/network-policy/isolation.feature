Feature: which pods are isolated
  A pod accepts and opens every connection until a policy selects it. From then on, in the direction that the policy names,
  only what some policy allows gets through.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: db, labels: {app: db}}, spec: {nodeName: worker-1, containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: mail, labels: {app: mail}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: shop, name: db}, spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: db}, ports: [{port: 80, nodePort: 30080}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: office, name: desk, labels: {app: db}}, spec: {containers: [{name: c, image: nginx}]}}
      """
    And the external host "bank.example" at 203.0.113.10

  Scenario: whom no policy selects is reached by everybody, and reaches everybody
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: mail-alone}
      spec: {podSelector: {matchLabels: {app: mail}}, policyTypes: [Ingress, Egress]}
      """
    When office/desk connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    And the explanation contains "no policy isolates ingress"
    When an external client curls 192.168.0.11:30080
    Then it reaches pod shop/db via NodePort
    When shop/db curls https://bank.example
    Then it reaches host bank.example
    When office/desk connects to pod shop/mail on port 80
    Then it is denied by network policy shop/mail-alone

  Scenario: isolation for what comes in leaves what goes out alone
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: closed}
      spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}
      """
    When shop/web connects to pod shop/db on port 80
    Then it is denied by network policy closed
    When an external client curls 192.168.0.11:30080
    Then it is denied by network policy closed
    When shop/db connects to pod shop/web on port 80
    Then it reaches pod shop/web via PodIP
    And the explanation contains "no policy isolates egress"

  Scenario: isolation for what goes out leaves what comes in alone
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: homebody}
      spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Egress]}
      """
    When shop/db connects to pod shop/web on port 80
    Then it is denied by network policy homebody
    And the explanation contains "it has no egress rules, so it allows nothing"
    When shop/db connects to 203.0.113.10 port 443
    Then it is denied by network policy homebody
    When shop/web connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP

  Scenario: a connection needs the egress of its source and the ingress of its destination
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: web-out}
      spec:
        podSelector: {matchLabels: {app: web}}
        policyTypes: [Egress]
        egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: db-in}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{podSelector: {matchLabels: {app: mail}}}]}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: mail-in}
      spec:
        podSelector: {matchLabels: {app: mail}}
        ingress: [{from: [{podSelector: {}}]}]
      """
    When shop/web connects to pod shop/db on port 80
    Then it is denied by network policy db-in
    And the explanation contains "NetworkPolicy shop/web-out allows egress to pod shop/db on port 80/TCP"
    And the explanation contains "pod shop/web has app=web, not app=mail"
    When shop/web connects to pod shop/mail on port 80
    Then it is denied by network policy web-out
    When office/desk connects to pod shop/mail on port 80
    Then it is denied by network policy mail-in
    When shop/mail connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    And the explanation contains "NetworkPolicy shop/db-in allows ingress from pod shop/mail on port 80/TCP"

  Scenario: the answers to an allowed connection need no rule, a connection the other way does
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        policyTypes: [Ingress, Egress]
        ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]
      """
    When shop/web connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When shop/db connects to pod shop/web on port 80
    Then it is denied by network policy db

  Scenario: policies add up, and none takes away what another allows
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: a-nobody}
      spec: {podSelector: {}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: from-web}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: from-mail}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: mail}}}]}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: z-nobody}
      spec: {podSelector: {matchLabels: {app: db}}}
      """
    Then only pod shop/web, pod shop/mail and pod shop/db can reach db.shop
    When office/desk connects to pod shop/db on port 80
    Then it is denied by network policy a-nobody
    And it is denied by network policy from-web
    And it is denied by network policy from-mail
    And it is denied by network policy z-nobody
    And the explanation contains "NetworkPolicies shop/a-nobody, shop/from-mail, shop/from-web and shop/z-nobody isolate ingress"
    And the explanation contains "pod office/desk has app=db, not app=web"
    And the explanation contains "pod office/desk has app=db, not app=mail"

  Scenario: a policy isolates in its own namespace only
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: closed}
      spec: {podSelector: {matchLabels: {app: db}}}
      """
    When shop/web connects to pod office/desk on port 80
    Then it reaches pod office/desk via PodIP
    When office/desk connects to pod shop/db on port 80
    Then it is denied by network policy shop/closed

  Scenario Outline: <how> selects every pod of the namespace
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: closed}
      spec: {<selector>policyTypes: [Ingress]}
      """
    When office/desk connects to pod shop/web on port 80
    Then it is denied by network policy closed
    When office/desk connects to pod shop/mail on port 80
    Then it is denied by network policy closed
    When shop/web connects to pod office/desk on port 80
    Then it reaches pod office/desk via PodIP

    Examples:
      | how                  | selector                        |
      | an empty podSelector | podSelector: {},                |
      | one without a label  | podSelector: {matchLabels: {}}, |
      | one that is null     | podSelector: null,              |
      | none at all          |                                 |

  Scenario: a selector asks for all of its labels and expressions
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: closed}
      spec:
        podSelector:
          matchLabels: {app: db}
          matchExpressions: [{key: tier, operator: Exists}]
      """
    When shop/web connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When I run "kubectl label pod db -n shop tier=gold"
    And shop/web connects to pod shop/db on port 80
    Then it is denied by network policy closed
