Feature: whom a rule names
  One item of `from` or `to` names pods by their own labels, by those of their namespace, or by both at once. Several
  items are alternatives.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: sales}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: labs, labels: {team: science, stage: beta}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: yard}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: db, labels: {app: db}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: web, labels: {app: web, tier: front}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: bare}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: labs, name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: labs, name: test, labels: {app: test}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: yard, name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: shop, name: db, labels: {app: web}}, spec: {selector: {app: db}, ports: [{port: 80}]}}
      """

  Scenario Outline: a peer for <whom>
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [<peer>]}]
      """
    Then the connectivity is:
      |           | db.shop:80  |
      | shop/web  | <shop-web>  |
      | shop/bare | <bare>      |
      | labs/web  | <labs-web>  |
      | labs/test | <labs-test> |
      | yard/web  | <yard-web>  |

    Examples: one selector
      | whom                               | peer                                                                   | shop-web | bare    | labs-web | labs-test | yard-web |
      | pods of the policy's own namespace | {podSelector: {matchLabels: {app: web}}}                               | ✓        | timeout | timeout  | timeout   | timeout  |
      | every pod of its own namespace     | {podSelector: {}}                                                      | ✓        | ✓       | timeout  | timeout   | timeout  |
      | every pod of the namespaces        | {namespaceSelector: {matchLabels: {team: science}}}                    | timeout  | timeout | ✓        | ✓         | timeout  |
      | every pod of the namespaces (null) | {namespaceSelector: {matchLabels: {team: science}}, podSelector: null} | timeout  | timeout | ✓        | ✓         | timeout  |
      | every pod of every namespace       | {namespaceSelector: {}}                                                | ✓        | ✓       | ✓        | ✓         | ✓        |

    Examples: two selectors in one item: both have to match
      | whom                                 | peer                                                                                        | shop-web | bare    | labs-web | labs-test | yard-web |
      | pods with a label in the namespaces  | {namespaceSelector: {matchLabels: {team: science}}, podSelector: {matchLabels: {app: web}}} | timeout  | timeout | ✓        | timeout   | timeout  |
      | pods with a label in every namespace | {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}                             | ✓        | timeout | ✓        | timeout   | ✓        |
      | every pod of the namespaces          | {namespaceSelector: {matchLabels: {team: science}}, podSelector: {}}                        | timeout  | timeout | ✓        | ✓         | timeout  |

    Examples: two items: either may match
      | whom                                     | peer                                                                                          | shop-web | bare    | labs-web | labs-test | yard-web |
      | the namespaces, or own pods with a label | {namespaceSelector: {matchLabels: {team: science}}}, {podSelector: {matchLabels: {app: web}}} | ✓        | timeout | ✓        | ✓         | timeout  |

    Examples: expressions
      | whom                                    | peer                                                                                                              | shop-web | bare    | labs-web | labs-test | yard-web |
      | any of several values                   | {podSelector: {matchExpressions: [{key: app, operator: In, values: [test, web]}]}}                                | ✓        | timeout | timeout  | timeout   | timeout  |
      | any but some, and those without the key | {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}                                   | timeout  | ✓       | timeout  | timeout   | timeout  |
      | those with the key                      | {podSelector: {matchExpressions: [{key: app, operator: Exists}]}}                                                 | ✓        | timeout | timeout  | timeout   | timeout  |
      | those without the key                   | {podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}                                           | timeout  | ✓       | timeout  | timeout   | timeout  |
      | namespaces without the key              | {namespaceSelector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}                                    | timeout  | timeout | timeout  | timeout   | ✓        |
      | namespaces but some                     | {namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [sales]}]}}                          | timeout  | timeout | ✓        | ✓         | ✓        |
      | labels and expressions, all of them     | {podSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: DoesNotExist}]}}                 | timeout  | timeout | timeout  | timeout   | timeout  |
      | namespaces by their names               | {namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [yard, labs]}]}} | timeout  | timeout | ✓        | ✓         | ✓        |

  Scenario: the explanation says which label is missing, and whose
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{namespaceSelector: {matchLabels: {team: science}}, podSelector: {matchLabels: {app: web}}}]}]
      """
    When shop/web connects to pod shop/db on port 80
    Then the explanation contains "namespace shop has team=sales, not team=science"
    When labs/test connects to pod shop/db on port 80
    Then the explanation contains "pod labs/test has app=test, not app=web"
    When yard/web connects to pod shop/db on port 80
    Then the explanation contains "namespace yard has no label team=science"
    When labs/web connects to pod shop/db on port 80
    Then the explanation contains "NetworkPolicy shop/db allows ingress from pod labs/web on port 80/TCP"

  Scenario: peers work the same on the way out
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: web}
      spec:
        podSelector: {matchLabels: {app: web}}
        policyTypes: [Egress]
        egress: [{to: [{podSelector: {matchLabels: {app: db}}}, {namespaceSelector: {matchLabels: {team: science}}, podSelector: {matchLabels: {app: test}}}]}]
      """
    When shop/web connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When shop/web connects to pod labs/test on port 80
    Then it reaches pod labs/test via PodIP
    When shop/web connects to pod labs/web on port 80
    Then it is denied by network policy web
    And the explanation contains "pod labs/web is not in namespace shop, the policy's own"
    And the explanation contains "pod labs/web has app=web, not app=test"

  Scenario: a pod need not be among its own peers
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: labs, name: web}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: test}}}]}]}
      """
    When labs/test connects to pod labs/web on port 80
    Then it reaches pod labs/web via PodIP
    When yard/web connects to pod labs/web on port 80
    Then it is denied by network policy labs/web

  Scenario: a namespace has the label with its name, even one that no manifest declares
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {namespace: attic, name: box}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: attic}}}]}]
      """
    When attic/box connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When yard/web connects to pod shop/db on port 80
    Then it is denied by network policy db
    And the explanation contains "namespace yard has kubernetes.io/metadata.name=yard, not kubernetes.io/metadata.name=attic"

  Scenario: the label with its name cannot be given to another namespace
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Namespace, metadata: {name: fake, labels: {kubernetes.io/metadata.name: labs}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: fake, name: box}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: labs}}}]}]
      """
    When fake/box connects to pod shop/db on port 80
    Then it is denied by network policy db

  Scenario: an object without a namespace is in default
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: here, labels: {app: here}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: here}
      spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}}]}]}
      """
    And a client pod near
    When near connects to pod here on port 80
    Then it reaches pod here via PodIP
    When shop/web connects to pod default/here on port 80
    Then it is denied by network policy default/here

  Scenario: the labels of a Service or of a workload are not those of its pods
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {namespace: shop, name: till, labels: {role: till}}
      spec:
        selector: {matchLabels: {app: till}}
        template:
          metadata: {labels: {app: till}}
          spec: {containers: [{name: c, image: nginx}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: from-the-till}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {role: till}}}]}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: yard, name: to-the-service}
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress: [{to: [{namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}]}]
      """
    When deployment shop/till connects to pod shop/db on port 80
    Then it is denied by network policy from-the-till
    When yard/web connects to pod shop/db on port 80
    Then it is denied by network policy to-the-service
    And the explanation contains "pod shop/db has app=db, not app=web"
