Feature: the flannel tutorial's WordPress, each with one thing broken
  Every scenario fails, and says why.

  @twin @tutorial-153
  Scenario: the tutorial's Deployment, on a server of today
    fails with: "ensure CRDs are installed first"
    Given a flannel cluster
    When I run "kubectl create -f -" with:
      """yaml
      apiVersion: extensions/v1beta1
      kind: Deployment
      metadata: {name: mariadb}
      spec:
        template:
          metadata: {labels: {run: mariadb}}
          spec: {containers: [{name: mariadb, image: bitnami/mariadb}]}
      """
    Then the output contains "deployment.apps/mariadb created"

  @twin @tutorial-157
  Scenario: the selector of the database's Service has a typo
    fails with: "has no endpoints: no pod in namespace default has run=mariadbb"
    Given the manifests in examples/wordpress
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: mariadb}
      spec: {selector: {run: mariadbb}, ports: [{port: 3306}]}
      """
    And deployment wordpress connects to mariadb:3306
    Then it reaches a pod of deployment mariadb via ClusterIP

  @twin @tutorial-157
  Scenario: the database's Service is in another namespace
    fails with: "Service db/mariadb: is in namespace db: ask for mariadb.db"
    Given a flannel cluster
    And the manifests in examples/wordpress/manifests/wordpress-deploy.yaml
    And the namespace "db"
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: mariadb, namespace: db}
      spec: {selector: {run: mariadb}, ports: [{port: 3306}]}
      """
    When deployment wordpress resolves mariadb
    Then it resolves to 10.254.x.x

  @twin @tutorial-157 @tutorial-169
  Scenario: a policy isolates the database, on a network that enforces it
    fails with: "has run=blog, not run=wordpress"
    Given a calico cluster
    And the manifests in examples/wordpress
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: database}
      spec:
        podSelector: {matchLabels: {run: mariadb}}
        ingress: [{from: [{podSelector: {matchLabels: {run: wordpress}}}]}]
      """
    When deployment wordpress connects to mariadb:3306
    Then it reaches a pod of deployment mariadb via ClusterIP

  @twin @tutorial-158
  Scenario: the Service is headless, and the pods' own addresses are used
    fails with: "at 172.30."
    Given the manifests in examples/wordpress
    When the service mariadb is deleted
    And the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: mariadb}
      spec: {clusterIP: None, selector: {run: mariadb}, ports: [{port: 3306}]}
      """
    And busybox curls mariadb:3306
    Then it reaches a pod of deployment mariadb via ClusterIP

  @twin @tutorial-160
  Scenario: the pod has no variables of Services
    fails with: "KUBERNETES_SERVICE_HOST=10.254.0.1"
    Given the manifests in examples/wordpress
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: alone}
      spec: {enableServiceLinks: false, containers: [{name: main, image: busybox, command: [sleep, "3600"]}]}
      """
    And alone runs "env"
    Then the output contains "MARIADB_SERVICE_HOST=10.254."

  @twin @tutorial-166
  Scenario: the node port is another
    fails with: "nobody on node kuben06 listens on 31081/TCP"
    Given the manifests in examples/wordpress
    When an external client curls 10.10.10.86:31081
    Then it reaches a pod of deployment wordpress via NodePort

  @twin @tutorial-166
  Scenario: the blog's pods are not ready
    fails with: "has no endpoints: run=blog selects 1 pod, but default/wordpress-"
    Given the manifests in examples/wordpress
    And deployment wordpress is not ready
    When an external client curls 10.10.10.86:31080
    Then it reaches a pod of deployment wordpress via NodePort

  @twin @tutorial-167
  Scenario: the Service has port 443 too
    fails with: ":443 via ClusterIP"
    Given the manifests in examples/wordpress
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: wordpress}
      spec:
        type: NodePort
        selector: {run: blog}
        ports: [{name: http, port: 80, nodePort: 31080}, {name: https, port: 443}]
      """
    And busybox connects to wordpress port 443
    Then it times out

  @twin @tutorial-168
  Scenario: the database takes the port of its node
    fails with: "a host port of pod default/mariadb"
    Given a flannel cluster
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: mariadb}
      spec:
        nodeName: kuben05
        containers: [{name: mariadb, image: bitnami/mariadb, ports: [{containerPort: 3306, hostPort: 3306}]}]
      """
    When an external client connects to 10.10.10.85:3306
    Then it is refused
