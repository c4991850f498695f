Feature: recipes for who may connect to a pod
  A policy isolates the pods that it selects, and allows what it lists; several policies add up.

  Background:
    Given the manifests in base

  Scenario: without a policy everybody is let in
    Then every pod can reach web.default
    And every pod can reach api.default
    When an external client curls 198.51.100.1
    Then it reaches pod web via LoadBalancer

  Scenario: nobody reaches an app
    Given the manifest in policies/nobody-to-web.yaml
    When pod frontend curls web
    Then it is denied by network policy nobody-to-web
    And no pod can reach web.default
    And every pod can reach api.default
    When an external client curls 198.51.100.1
    Then it is denied by network policy nobody-to-web

  Scenario: an app is reached by pods with a label
    Given the manifest in policies/api-for-the-bookstore.yaml
    Then only pod api, pod frontend and pod db can reach api.default
    And every pod can reach db.default:6379
    When pod web curls api
    Then it is denied by network policy api-for-the-bookstore
    And the explanation contains "app=bookstore"

  Scenario: everybody reaches an app, whatever else isolates it
    Given the manifest in policies/nobody-in.yaml
    And the manifest in policies/web-for-everybody.yaml
    Then every pod can reach web.default
    And no pod can reach api.default

  Scenario: nobody reaches any pod of a namespace
    Given the manifest in policies/nobody-in.yaml
    Then the connectivity is:
      |              | web.default | api.default | db.default:6379 |
      | pod frontend | ✗           | ✗           | ✗               |
      | prod/monitor | ✗           | ✗           | ✗               |
    When prod/monitor curls api.default
    Then it is denied by network policy nobody-in

  Scenario: a namespace is closed to the others
    Given the manifest in policies/own-namespace-only.yaml
    Then no pod outside namespace "default" can reach web.default
    And every pod in namespace "default" can reach web.default
    And every pod in namespace "default" can reach db.default:6379
    When dev/worker curls web.default
    Then it is denied by network policy own-namespace-only

  Scenario: an app is reached from all namespaces
    Given the manifest in policies/nobody-in.yaml
    And the manifest in policies/web-for-all-namespaces.yaml
    Then every pod can reach web.default
    And no pod can reach api.default
    When an external client curls 198.51.100.1
    Then it is denied by network policy web-for-all-namespaces

  Scenario: an app is reached from the namespaces with a label
    Given the manifest in policies/web-for-production.yaml
    Then only prod/monitor and prod/worker can reach web.default
    And every pod can reach api.default
    When dev/worker curls web.default
    Then it is denied by network policy web-for-production
    And the explanation contains "env=production"

  Scenario: an app is reached by some pods of another namespace
    Given the manifest in policies/web-for-monitors-in-production.yaml
    Then only prod/monitor can reach web.default
    And every pod can reach api.default
    When prod/worker curls web.default
    Then it is denied by network policy web-for-monitors-in-production
    And the explanation contains "role=monitoring"

  Scenario: an app is reached from outside the cluster
    Given the manifest in policies/nobody-in.yaml
    When an external client curls 198.51.100.1
    Then it is denied by network policy nobody-in
    Given the manifest in policies/web-for-the-internet.yaml
    When an external client curls 198.51.100.1
    Then it reaches pod web via LoadBalancer
    And every pod can reach web.default
    And no pod can reach api.default
    When prod/worker connects to pod default/web on port 8080
    Then it is denied by network policy web-for-the-internet
    When pod web connects to pod frontend on port 80
    Then it is denied by network policy nobody-in

  Scenario: only a port of an app is reached
    Given the manifest in policies/api-metrics-for-monitors.yaml
    Then the connectivity is:
      |              | api.default:5000 | api.default:80 | db.default:6379 |
      | prod/monitor | ✓                | ✗              | ✓               |
      | dev/monitor  | ✓                | ✗              | ✓               |
      | prod/worker  | ✗                | ✗              | ✓               |
      | pod frontend | ✗                | ✗              | ✓               |
      | pod api      |                  |                | ✓               |
    When prod/monitor curls api.default
    Then it is denied by network policy api-metrics-for-monitors

  Scenario: an app is reached by those who match one of several selectors
    Given the manifest in policies/db-for-api-and-frontend.yaml
    Then only pod api and pod frontend can reach db.default:6379
    And every pod can reach api.default
    When pod web connects to db port 6379
    Then it is denied by network policy db-for-api-and-frontend
