Feature: what Curlew does not understand is no reason to be sure

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}}, spec: {containers: [{name: c, image: mariadb}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: db}, spec: {selector: {app: db}, ports: [{port: 3306}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
      """

  Rule: a policy of the cluster's plugin may decide otherwise

    Background:
      Given the manifest:
        """yaml
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: {name: db-closed}
        spec:
          endpointSelector: {matchLabels: {app: db}}
          ingress: [{fromEndpoints: [{matchLabels: {app: api}}]}]
        """

    Scenario Outline: on <cluster> the pods that it selects are in doubt, and no others
      Given a <cluster> cluster
      When web curls db:3306
      Then it is unknown
      And the explanation contains "CiliumNetworkPolicy default/db-closed may act on pod default/db"
      When db curls web
      Then it reaches pod web

      Examples:
        | cluster | why                                      |
        | cilium  | its plugin enforces it                   |
        | default | its plugin stands for any                |

    Scenario: another plugin ignores it
      Given a kind cluster
      When web curls db:3306
      Then it reaches pod db
      And the manifests are accepted with the warning "CiliumNetworkPolicy is ignored by plugin kindnet"

  Rule: what only restricts leaves a denial as it is

    Scenario: a mesh opens nothing that a network policy shuts
      Given the manifest:
        """yaml
        {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: some}, spec: {selector: {matchLabels: {app: db}}}}
        """
      When web curls db:3306
      Then it is unknown
      Given the manifest:
        """yaml
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: shut}, spec: {podSelector: {matchLabels: {app: db}}}}
        """
      When web curls db:3306
      Then it times out

  Rule: names that only others could know give no certain answer

    Scenario: a host outside that nobody was told of
      When web resolves www.example.org
      Then it is unknown
      When web resolves dbb
      Then it fails to resolve with NXDOMAIN

    Scenario: an operator makes Services of its own
      Given the manifest:
        """yaml
        {apiVersion: kafka.strimzi.io/v1beta2, kind: Kafka, metadata: {name: events}, spec: {}}
        """
      When web resolves events-kafka-bootstrap
      Then it is unknown
      When web resolves db
      Then it resolves to the cluster IP of service db
