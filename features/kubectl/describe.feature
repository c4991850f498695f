Feature: kubectl describes objects

  Scenario: a Service with its endpoints
    Given the manifests in examples/wordpress
    When I run "kubectl describe svc mariadb"
    Then the output contains "Selector:                 run=mariadb"
    And the output contains "Port:                     <unset>  3306/TCP"
    And the output contains "TargetPort:               3306/TCP"
    And the output contains "Internal Traffic Policy:  Cluster"
    And the output contains "Endpoints:                172.30."
    And the output does not contain "NodePort:"
    When I run "kubectl describe svc/wordpress"
    Then the output contains "NodePort:                 <unset>  31080/TCP"
    And the output contains "External Traffic Policy:  Cluster"

  Scenario: a Service whose pods are gone
    Given the manifests in examples/wordpress
    When I run:
      """
      kubectl scale deployment mariadb --replicas=0
      kubectl describe service mariadb | grep Endpoints
      """
    Then the output does not contain "172.30."
    And it exits with status 0

  Scenario: a NetworkPolicy says what it lets through
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress:
          - from: [{podSelector: {matchLabels: {app: web}}}]
            ports: [{port: 3306}]
      """
    When I run "kubectl describe networkpolicy db"
    Then the output contains "    To Port: 3306/TCP"
    And the output contains "      PodSelector: app=web"
    And the output contains "  Not affecting egress traffic"
