Feature: the blog's network

  Background:
    Given the manifests in examples/wordpress

  @tutorial-157
  Scenario: the blog's client finds its database by name
    When busybox curls mariadb:3306
    Then it reaches pod 172.30.x.x via ClusterIP

  Scenario: the database has a name and an address of the cluster
    When busybox resolves mariadb
    Then it resolves to 10.254.x.x

  @tutorial-157
  Scenario: wordpress finds its database
    When deployment wordpress connects to mariadb:3306
    Then it reaches a pod of deployment mariadb via ClusterIP

  @tutorial-166
  Scenario Outline: the blog answers on node port 31080 of either worker
    When an external client curls <worker>:31080
    Then it reaches a pod of deployment wordpress via NodePort

    Examples:
      | worker      |
      | 10.10.10.85 |
      | 10.10.10.86 |

  Scenario: nothing answers on the master, which runs no kube-proxy
    When an external client curls 10.10.10.80:31080
    Then it is refused

  Scenario: the blog's cluster IP is of no use outside the cluster
    When an external client curls 10.254.1.2
    Then it times out

  @tutorial-168
  Scenario: the database is not exposed
    When an external client connects to 10.10.10.85:3306
    Then it is refused

  @tutorial-167
  Scenario: who reaches what
    Then the connectivity is:
      |                      | mariadb:3306 | wordpress:80 | wordpress:443 |
      | busybox              | ✓            | ✓            | ✗             |
      | deployment wordpress | ✓            | ✓            | ✗             |

  Scenario: a typo in the Service's selector leaves it without endpoints
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata:
        name: mariadb
      spec:
        selector:
          run: mariadbb
        ports:
          - port: 3306
      """
    And busybox curls mariadb:3306
    Then it is refused
    And the explanation contains "has no endpoints: no pod in namespace default has run=mariadbb"
