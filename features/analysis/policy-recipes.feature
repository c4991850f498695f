Feature: what policies permit
  The recipes that everybody starts from, as the matrix of a small shop. Each is one policy.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: web}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: office, labels: {team: desk}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {namespace: shop, name: db, labels: {app: db}}
      spec: {containers: [{name: c, image: mariadb, ports: [{name: sql, containerPort: 3306}, {containerPort: 9104}]}]}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: office, name: desk, labels: {app: desk}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: shop, name: db}, spec: {selector: {app: db}, ports: [{name: sql, port: 3306}, {name: metrics, port: 9104}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: shop, name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
      """

  Scenario: without any policy everybody reaches everybody
    Then the connectivity is:
      |             | db.shop:3306 | db.shop:9104 | web.shop:80 |
      | shop/web    | ✓            | ✓            | ✓           |
      | shop/db     | ✓            | ✓            | ✓           |
      | office/desk | ✓            | ✓            | ✓           |

  Scenario: deny all that comes into a namespace
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: deny-all}
      spec: {podSelector: {}}
      """
    Then the connectivity is:
      |             | db.shop:3306 | web.shop:80 |
      | shop/web    | timeout      | ✓           |
      | office/desk | timeout      | timeout     |

  Scenario: admit one app on one named port
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: sql}]}]
      """
    Then the connectivity is:
      |             | db.shop:3306 | db.shop:9104 |
      | shop/web    | ✓            | timeout      |
      | office/desk | timeout      | timeout      |

  Scenario: admit a namespace
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: from-office}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{namespaceSelector: {matchLabels: {team: desk}}}]}]
      """
    Then only pod office/desk and pod shop/db can reach db.shop:3306

  Scenario: let nothing out but look-ups
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: office, name: dns-only}
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress: [{ports: [{port: 53, protocol: UDP}, {port: 53}]}]
      """
    Then the connectivity is:
      |             | db.shop:3306 | web.shop:80 |
      | shop/web    | ✓            | ✓           |
      | office/desk | timeout      | timeout     |
    When office/desk resolves db.shop
    Then it resolves to the cluster IP of service shop/db
