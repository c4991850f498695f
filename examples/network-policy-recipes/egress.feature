Feature: recipes for whom a pod may connect to
  A name must be looked up before anything is connected to: who may not reach the DNS reaches nothing by name.

  Background:
    Given the manifests in base
    And the external host "payments.example" at 203.0.113.10

  Scenario: without a policy a pod goes anywhere
    When pod frontend curls https://payments.example
    Then it reaches host payments.example

  Scenario: an app connects to nobody
    Given the manifest in policies/frontend-connects-to-nobody.yaml
    When pod frontend curls api
    Then it fails to resolve
    And the explanation contains "frontend-connects-to-nobody"
    When pod frontend connects to pod api on port 8000
    Then it is denied by network policy frontend-connects-to-nobody
    When pod web connects to pod frontend on port 8080
    Then it reaches pod frontend via PodIP
    When pod web curls api
    Then it reaches pod api via ClusterIP
    When pod api connects to pod db on port 6379
    Then it reaches pod db via PodIP

  Scenario: no pod of a namespace connects to anybody
    Given the manifest in policies/nobody-out.yaml
    When every pod in namespace "default" curls api.default
    Then it fails to resolve
    When pod web connects to pod api on port 8000
    Then it is denied by network policy nobody-out
    When prod/worker curls api.default
    Then it reaches pod api via ClusterIP

  Scenario: an app stays inside the cluster, and still resolves names
    Given the manifest in policies/frontend-stays-inside.yaml
    When pod frontend resolves payments.example
    Then it resolves to 203.0.113.10
    When pod frontend curls https://payments.example
    Then it is denied by network policy frontend-stays-inside
    When pod frontend curls api
    Then it reaches pod api via ClusterIP
    When pod frontend connects to kube-dns.kube-system port 53
    Then it reaches a pod of deployment kube-system/coredns
    When pod frontend connects to payments.example port 53
    Then it is denied by network policy frontend-stays-inside
    When pod frontend connects to pod prod/monitor on port 80
    Then it is denied by network policy frontend-stays-inside
    When pod web connects to pod frontend on port 8080
    Then it reaches pod frontend via PodIP
    When pod web curls https://payments.example
    Then it reaches host payments.example
    When pod api curls https://payments.example
    Then it reaches host payments.example
