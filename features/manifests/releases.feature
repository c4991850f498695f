Feature: the cluster's release decides what it serves
  An API version that a release no longer has is rejected, and one that it does not have yet likewise; so are fields.

  Rule: versions

    Background:
      Given the manifest:
        """
        apiVersion: extensions/v1beta1
        kind: NetworkPolicy
        metadata: {name: closed}
        spec: {podSelector: {matchLabels: {app: web}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec: {containers: [{name: nginx, image: nginx}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """
      And a client pod busybox

    Scenario: the default release has no such version
      Then the manifests are rejected with "no matches for kind \"NetworkPolicy\" in version \"extensions/v1beta1\""

    Scenario: a release of its time has it
      Given the cluster:
        """
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: old}
        spec: {extends: default, kubernetesVersion: "1.15"}
        """
      When busybox connects to web:80
      Then it times out
      And it is denied by network policy closed

    Scenario: policies are never converted
      Given the cluster:
        """
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: lenient}
        spec: {extends: default, removedVersions: convert}
        """
      Then the manifests are rejected with "ensure CRDs are installed first"

  Rule: workloads

    Background:
      Given the manifest:
        """
        apiVersion: extensions/v1beta1
        kind: Deployment
        metadata: {name: web}
        spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: nginx, image: nginx}]}}}
        """

    Scenario: a Deployment of a version that is gone is rejected
      Then the manifests are rejected with "no matches for kind"

    Scenario: where the Cluster file says so it is converted, with a warning
      Given the cluster:
        """
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: lenient}
        spec: {extends: default, removedVersions: convert}
        """
      And a client pod busybox
      Then the manifests are accepted with the warning "unavailable in v1.16+; use apps/v1 Deployment"

  Rule: objects that are written again

    Scenario: the last one counts, with a warning
      Given the manifest:
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {containers: [{name: web, image: example, ports: [{containerPort: 80}]}]}
        """
      And the manifest:
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {containers: [{name: web, image: example, ports: [{containerPort: 8080}]}]}
        """
      And a client pod busybox
      Then the manifests are rejected with "pod updates may not change fields other than"

    Scenario: of a Service the ports may change
      Given the manifest:
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {ports: [{port: 80}]}
        """
      And the manifest:
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {ports: [{port: 8080}]}
        """
      And a client pod busybox
      Then the manifests are accepted with the warning "services \"web\" is written again: the last one counts"
      When busybox connects to web:80
      Then it times out
      And the explanation contains "answers on 8080/TCP, not 80/TCP"
