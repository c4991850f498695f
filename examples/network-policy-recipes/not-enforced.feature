Feature: a policy is only as good as the network plugin
  Flannel knows no policies. The API server takes them, and nothing changes.

  Scenario: on flannel the recipes are ignored, and the explanation says so
    Given a flannel cluster
    And the manifests in base
    And the manifest in policies/nobody-to-web.yaml
    Then every pod can reach web.default
    When pod frontend curls web
    Then it reaches pod web via ClusterIP
    And the explanation contains "does not enforce"
