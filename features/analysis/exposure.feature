Feature: who gets in from outside
  A Service is exposed if a client outside the cluster gets through to it: by a node port, a load balancer, an external IP
  or an Ingress. Ports are the Service's own, whatever their number outside.

  Background:
    Given the manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {namespace: shop, name: web, labels: {app: web}}
      spec: {containers: [{name: web, image: example/web, ports: [{containerPort: 8080}, {containerPort: 8443}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {namespace: db, name: postgres, labels: {app: postgres}}
      spec: {containers: [{name: postgres, image: postgres}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {namespace: shop, name: web}
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        selector: {app: web}
        ports: [{name: http, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {namespace: db, name: postgres}
      spec: {selector: {app: postgres}, ports: [{port: 5432}]}
      """

  Scenario: a node port opens each port of the Service, a cluster IP none
    Then service shop/web is exposed on ports 80 and 443
    And service shop/web is exposed to the internet on ports 80, 443 only
    And service db/postgres is not exposed
    And nothing outside the cluster can reach service db/postgres

  Scenario: a policy at the pods shuts a port that the Service opens
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: https-only}
      spec:
        podSelector: {matchLabels: {app: web}}
        ingress: [{ports: [{port: 8443}]}]
      """
    Then service shop/web is exposed to the internet on port 443 only
    And nothing outside can reach shop/web:80

  Scenario Outline: a policy stops whom a node port masquerades, unless the plugin takes them for the pod's own node: <plugin>
    Given a <plugin> cluster
    And the manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: nobody}
      spec: {podSelector: {matchLabels: {app: web}}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {namespace: shop, name: masqueraded}
      spec:
        type: NodePort
        externalTrafficPolicy: Cluster
        selector: {app: web}
        ports: [{port: 80, targetPort: 8080}]
      """
    Then service shop/web is not exposed
    And service shop/masqueraded is <exposed>

    Examples:
      | plugin  | exposed            |
      | default | not exposed        |
      | kind    | not exposed        |
      | antrea  | exposed on port 80 |

  Scenario: nobody but the namespace itself
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: db, name: own}
      spec:
        podSelector: {}
        ingress: [{from: [{podSelector: {}}]}]
      """
    Then nothing outside namespace "db" can reach db/postgres:5432
    And nothing outside namespaces "db" and "shop" can reach service db/postgres

  Scenario: who looks up may not be who connects
    Then every pod can resolve postgres.db
    And every pod in namespace "db" can resolve postgres
