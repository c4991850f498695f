Feature: baseline policies
  The baseline is asked last: where no NetworkPolicy isolates the pod in that direction. It is the cluster's default,
  which every namespace may override by a NetworkPolicy of its own.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: sales}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: labs, labels: {team: science}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: db, labels: {app: db}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: labs, name: test}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: BaselineAdminNetworkPolicy
      metadata: {name: default}
      spec:
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress:
          - {name: sales, action: Allow, from: [{namespaces: {matchLabels: {team: sales}}}]}
          - {name: nobody-else, action: Deny, from: [{namespaces: {}}]}
      """

  Scenario: it decides where no NetworkPolicy does
    When labs/test connects to pod shop/db on port 80
    Then it is denied by policy default
    And the explanation contains "BaselineAdminNetworkPolicy default denies ingress from pod labs/test on port 80/TCP"
    When shop/web connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    And the explanation contains "BaselineAdminNetworkPolicy default allows ingress from pod shop/web on port 80/TCP"

  Scenario: a NetworkPolicy that isolates the pod has the last word, whatever it says
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: labs-only}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: science}}}]}]}
      """
    When labs/test connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    And the explanation contains "NetworkPolicy shop/labs-only allows ingress"
    When shop/web connects to pod shop/db on port 80
    Then it is denied by network policy labs-only
    When labs/test connects to pod shop/web on port 80
    Then it is denied by policy default

  Scenario: one for what goes out leaves what comes in to the baseline
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: silent}
      spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Egress]}
      """
    When labs/test connects to pod shop/db on port 80
    Then it is denied by policy default
    When shop/web connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When shop/db connects to pod labs/test on port 80
    Then it is denied by network policy silent

  Scenario: what no rule of the baseline matches is allowed
    When shop/db connects to pod labs/test on port 80
    Then it reaches pod labs/test via PodIP
    And the explanation contains "no policy isolates egress"
    When node worker-1 connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When node worker-2 connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP

  Scenario: an admin policy comes first
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: science}
      spec:
        priority: 50
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress: [{action: Allow, from: [{namespaces: {matchLabels: {team: science}}}]}]
      """
    When labs/test connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP

  Scenario: an admin policy that passes comes to the baseline, where no NetworkPolicy stands between
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata: {name: pass}
      spec:
        priority: 50
        subject: {namespaces: {matchLabels: {team: sales}}}
        ingress: [{action: Pass, from: [{namespaces: {}}]}]
      """
    When labs/test connects to pod shop/db on port 80
    Then it is denied by policy default

  Scenario: there is one BaselineAdminNetworkPolicy, and it is called default
    When the manifest is applied:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: BaselineAdminNetworkPolicy
      metadata: {name: mine}
      spec: {subject: {namespaces: {}}}
      """
    Then the manifest is rejected with "Only one baseline admin network policy with metadata.name=\"default\" can be created in the cluster"

  Scenario: the baseline knows no Pass
    When the manifest is applied:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: BaselineAdminNetworkPolicy
      metadata: {name: default}
      spec: {subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]}
      """
    Then the manifest is rejected with "spec.ingress[0].action: Unsupported value: \"Pass\": supported values: \"Allow\", \"Deny\""

  Scenario: cluster network policies of the baseline come by priority, and before it
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: later}
      spec:
        tier: Baseline
        priority: 20
        subject: {namespaces: {}}
        ingress: [{action: Deny, from: [{namespaces: {}}]}]
      ---
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: sooner}
      spec:
        tier: Baseline
        priority: 10
        subject: {pods: {podSelector: {matchLabels: {app: db}}}}
        ingress: [{action: Accept, from: [{namespaces: {matchLabels: {team: science}}}]}]
      """
    When labs/test connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    And the explanation contains "ClusterNetworkPolicy sooner allows ingress"
    When labs/test connects to pod shop/web on port 80
    Then it is denied by policy later

  Scenario: Pass in the baseline ends it, and the connection is allowed
    Given the manifest:
      """yaml
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata: {name: enough}
      spec:
        tier: Baseline
        priority: 1
        subject: {pods: {podSelector: {matchLabels: {app: db}}}}
        ingress: [{action: Pass, from: [{namespaces: {matchLabels: {team: science}}}]}]
      """
    When labs/test connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When labs/test connects to pod shop/web on port 80
    Then it is denied by policy default
