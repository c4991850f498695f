Feature: pods that look at other pods
  Affinity keeps pods together, anti-affinity and topology spread constraints keep them apart.

  Background:
    Given the nodes:
      | name | labels                         |
      | a    | topology.kubernetes.io/zone=1  |
      | b    | topology.kubernetes.io/zone=2  |
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: cache, labels: {app: cache}}
      spec: {nodeName: b, containers: [{name: cache, image: redis}]}
      """

  Scenario: affinity leads to the other pod's node
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers: [{name: web, image: nginx}]
        affinity:
          podAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: cache}}}
      """
    Then pod web runs on node b

  Scenario: to a pod that is not there it leads nowhere
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers: [{name: web, image: nginx}]
        affinity:
          podAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: queue}}}
      """
    Then pod web is pending with "2 node(s) didn't match pod affinity rules"

  Scenario: anti-affinity leads away from it
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers: [{name: web, image: nginx}]
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: cache}}}
      """
    Then pod web runs on node a

  Scenario: one replica for each zone, and no more
    When the manifest is applied:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        replicas: 3
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers: [{name: db, image: mariadb}]
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: topology.kubernetes.io/zone, labelSelector: {matchLabels: {app: db}}}
      """
    Then pod db-2 is pending with "2 node(s) didn't match pod anti-affinity rules"

  Scenario: a spread constraint
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: cache}}
      spec:
        containers: [{name: web, image: nginx}]
        topologySpreadConstraints:
          - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: cache}}}
      """
    Then pod web runs on node a
