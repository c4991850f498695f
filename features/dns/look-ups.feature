Feature: what a look-up gives, and why it gives nothing

  A look-up fails where it gives the client no address, whatever the server's code is; an address of either family will
  do. What keeps a question from its server explains the look-up.

  Background:
    Given the manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: database}
      spec: {type: ExternalName, externalName: db.prod}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: store}
      spec: {type: ExternalName, externalName: web.default.svc.cluster.local}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: client, labels: {app: client}}
      spec: {containers: [{name: c, image: debian}]}
      """

  Scenario: an alias of a name that does not exist gives no address
    When client resolves database
    Then it fails to resolve
    And it fails to resolve with NODATA
    And the explanation contains "is an alias of db.prod"
    When client curls database:5432
    Then it fails to resolve

  Scenario: an alias that leads to a Service gives its address
    When client resolves store
    Then it resolves to the cluster IP of service web
    When client looks up the CNAME record of database
    Then it resolves to CNAME db.prod

  Scenario: a name with an address of the other family
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: six}
      spec:
        extends: default
        network: {podCIDR: "fd00:10:244::/56", serviceCIDR: "fd00:10:96::/112"}
        nodes: [{name: one, address: "fd00:1::1"}]
      """
    When client resolves web
    Then it resolves to the cluster IP of service web

  Scenario: a policy that keeps the questions from the nameserver
    Given the manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: closed}
      spec: {podSelector: {}, policyTypes: [Egress]}
      """
    When client resolves web
    Then it fails to resolve
    And it is denied by network policy closed
    And the explanation contains "NetworkPolicy default/closed"
