Feature: names are the same whoever answers, and end as the cluster is called
  CoreDNS has taken the place of kube-dns: with kubeadm since Kubernetes 1.11.

  @tutorial-84
  Scenario: cluster.local is the default; the cluster may be called otherwise
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: renamed}
      spec:
        extends: default
        dns: {domain: example.test}
      """
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: backend}
      spec:
        clusterIP: 10.96.5.5
        ports: [{port: 80}]
      """
    And a client pod probe
    When probe resolves api.backend.svc.example.test
    Then it resolves to 10.96.5.5
    When probe resolves api.backend.svc.cluster.local
    Then it fails to resolve with NXDOMAIN

  @tutorial-86
  Scenario Outline: <implementation> gives the same answers
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: dns-add-on}
      spec:
        extends: default
        dns: {implementation: <implementation>}
      """
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: backend}
      spec:
        clusterIP: 10.96.5.5
        ports: [{port: 80}]
      """
    And a client pod probe in namespace "backend"
    When backend/probe resolves api
    Then it resolves to 10.96.5.5
    When backend/probe resolves api.backend.svc.cluster.local
    Then it resolves to 10.96.5.5
    When backend/probe looks up the PTR record of 10.96.5.5
    Then it resolves to api.backend.svc.cluster.local
    When backend/probe resolves nobody.backend.svc.cluster.local
    Then it fails to resolve with NXDOMAIN
    When I run "kubectl get pods -n kube-system -o name"
    Then the output contains "pod/<pods>"

    Examples:
      | implementation | pods         |
      | coredns        | coredns-     |
      | kube-dns       | kube-dns-v20 |
