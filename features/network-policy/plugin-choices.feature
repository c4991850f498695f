Feature: what Kubernetes leaves to the plugin
  Each choice is a field of `network.policies` in a Cluster file; a plugin brings its own.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {nodeName: worker-1, containers: [{name: web, image: nginx, ports: [{name: http, containerPort: 80}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: agent, labels: {app: agent}}
      spec: {nodeName: worker-2, hostNetwork: true, containers: [{name: agent, image: busybox}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: frontend}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """

  Rule: pods on the host network
    Background:
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: agents-only}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}]}]
        """

    Scenario: to most plugins they are their node, and no selector matches them
      When agent connects to pod web on port 80
      Then it is denied by network policy agents-only

    Scenario: a plugin that tells them apart knows their labels
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: tells-them-apart}
        spec: {extends: default, network: {policies: {hostNetwork: pod}}}
        """
      When agent connects to pod web on port 80
      Then it reaches pod web
      When node worker-2 connects to pod web on port 80
      Then it is denied by network policy agents-only

    Scenario: OVN-Kubernetes has a namespace for them
      Given an ovn-kubernetes cluster
      And the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: db, labels: {app: db}}
        spec: {nodeName: ovn-worker, containers: [{name: db, image: mariadb}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: backup}
        spec: {nodeName: ovn-worker2, hostNetwork: true, containers: [{name: backup, image: busybox}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: from-hosts}
        spec:
          podSelector: {matchLabels: {app: db}}
          ingress:
          - from:
            - namespaceSelector: {matchLabels: {policy-group.network.openshift.io/host-network: ""}}
        """
      And a client pod busybox
      When backup connects to pod db on port 3306
      Then it reaches pod db
      When busybox connects to pod db on port 3306
      Then it is denied by network policy from-hosts

  Rule: ICMP
    Background:
      Given a client pod busybox
      And the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: http-only}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{ports: [{port: 80}]}]
        """

    Scenario: no rule can name it, so that a rule with ports keeps it out
      When busybox pings pod web
      Then it is denied by network policy http-only

    Scenario: a rule without ports lets it in
      When the manifest is applied:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: busybox-anyhow}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{from: [{podSelector: {matchLabels: {run: busybox}}}]}]
        """
      And busybox pings pod web
      Then it is denied by network policy http-only
      Given a client pod toolbox with labels:
        | run | busybox |
      When toolbox pings pod web
      Then it reaches pod web via PodIP

    Scenario: a plugin may leave it alone
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: icmp-passes}
        spec: {extends: default, network: {policies: {icmp: allow}}}
        """
      When busybox pings pod web
      Then it reaches pod web via PodIP

    Scenario: a Service does not answer, since it is ports
      When busybox pings frontend
      Then it times out

  Rule: a name of a port that stands for several numbers
    Background:
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: api, labels: {app: api}}
        spec: {containers: [{name: api, image: example/api, ports: [{name: http, containerPort: 8080}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: shop}
        spec: {containers: [{name: shop, image: busybox}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: http-out}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress: [{ports: [{port: http}]}]
        """

    Scenario: it is the number on the destination
      When shop connects to pod api on port 8080
      Then it reaches pod api
      When shop connects to pod web on port 80
      Then it reaches pod web
      When shop connects to pod web on port 8080
      Then it is denied by network policy http-out

    Scenario: Cilium leaves such rules for egress out
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: cilium-here}
        spec: {extends: default, network: {plugin: cilium}}
        """
      When shop connects to pod api on port 8080
      Then it is denied by network policy http-out

  Rule: a pod that reaches itself through a Service
    Scenario: most plugins do not apply a NetworkPolicy to it
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny-all}
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]
          egress: [{ports: [{port: 53, protocol: UDP}]}]
        """
      When web curls frontend
      Then it reaches pod web

    Scenario: a ClusterNetworkPolicy counts for it
      Given the manifest:
        """yaml
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: no-http}
        spec:
          tier: Admin
          priority: 10
          subject: {namespaces: {}}
          ingress:
          - action: Deny
            from: [{namespaces: {}}]
            protocols: [{tcp: {destinationPort: {number: 80}}}]
        """
      When web curls frontend
      Then it times out

  Rule: the baseline beside a NetworkPolicy for the other direction
    Background:
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: shop, labels: {app: shop}}
        spec: {containers: [{name: shop, image: busybox}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: nobody-in}
        spec: {podSelector: {matchLabels: {app: shop}}, policyTypes: [Ingress]}
        ---
        apiVersion: policy.networking.k8s.io/v1alpha1
        kind: BaselineAdminNetworkPolicy
        metadata: {name: default}
        spec:
          subject: {namespaces: {}}
          egress: [{action: Deny, to: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: default}}}]}]
        """

    Scenario: it holds for the direction in which no NetworkPolicy isolates the pod
      When shop connects to pod web on port 80
      Then it times out

    Scenario: kube-network-policies skips it for both
      Given a kube-network-policies cluster
      When shop connects to pod web on port 80
      Then it reaches pod web
