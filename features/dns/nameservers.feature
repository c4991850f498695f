Feature: the nameservers that a cluster asks
  A nameserver outside answers as it is described, and `forward` and resolv.conf lead to it; a cache on the node or a
  service of the cloud answers past the DNS pods.

  Rule: nameservers outside

    Background:
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: lab}
        spec:
          extends: default
          dns: {nodeResolvConf: {nameservers: [10.0.0.53], searches: [lab.example]}}
        """
      And the manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                    pods insecure
                    fallthrough in-addr.arpa ip6.arpa
                }
                forward . /etc/resolv.conf
            }
            corp.example:53 {
                forward . 10.0.9.53
            }
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: glibc}
        spec: {containers: [{name: c, image: debian}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: musl}
        spec: {containers: [{name: c, image: alpine}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: host}
        spec: {hostNetwork: true, containers: [{name: c, image: debian}]}
        """
      And the external host "vault.corp.example" at 203.0.113.30
      And the external host "example.com" at 203.0.113.10

    Scenario: a stub domain that leads to the wrong server fails
      Given the nameserver at 10.0.9.53 answers for "other.example" only
      When glibc resolves vault.corp.example
      Then it fails to resolve
      And the explanation contains "answers REFUSED to vault.corp.example"
      When glibc resolves example.com
      Then it resolves to 203.0.113.10

    Scenario: one that leads to the right server resolves
      Given the nameserver at 10.0.9.53 answers for "corp.example" only
      When glibc resolves vault.corp.example
      Then it resolves to 203.0.113.30

    Scenario: musl stops at NODATA for a name of the search list, glibc goes on
      Given the nameserver at 10.0.0.53 answers NODATA to what it does not know
      When glibc resolves example.com
      Then it resolves to 203.0.113.10
      When musl resolves example.com
      Then it fails to resolve

    Scenario: an upstream that fails
      Given the nameserver at 10.0.0.53 answers SERVFAIL to what it does not know
      When glibc resolves nobody.example
      Then it fails to resolve with SERVFAIL

    Scenario: a wildcard of the search domain swallows outside names under ndots:5
      Given an external host "*.lab.example" at 203.0.113.99
      When glibc resolves example.com
      Then it resolves to 203.0.113.99
      When glibc resolves example.com.
      Then it resolves to 203.0.113.10

    Scenario: a pod on the host network has the node's resolv.conf, and its reason says so
      When host resolves kubernetes.default.svc.cluster.local
      Then it fails to resolve
      And the explanation contains "the node's resolv.conf (dnsPolicy ClusterFirst on the host network): nameserver 10.0.0.53"

  Rule: who answers past the DNS pods is let in by a block

    Background:
      Given the manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: client}
        spec: {containers: [{name: c, image: debian}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: dns-pods}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
            - to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]
              ports: [{protocol: UDP, port: 53}]
        """

    Scenario Outline: a rule for the DNS pods is enough for <dns>: <verdict>
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: c}
        spec: {extends: default, dns: <dns>}
        """
      When client resolves kubernetes
      Then <verdict>

      Examples:
        | dns                         | verdict                                               |
        | {}                          | it resolves to the cluster IP of service kubernetes   |
        | {nodeLocal: true}           | it is denied by network policy dns-pods               |
        | {implementation: cloud-dns} | it is denied by network policy dns-pods               |

    Scenario Outline: a block of its address is, for <dns>
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: c}
        spec: {extends: default, dns: <dns>}
        """
      And the manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: block}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress: [{to: [{ipBlock: {cidr: <address>/32}}], ports: [{protocol: UDP, port: 53}]}]
        """
      When client resolves kubernetes
      Then it resolves to the cluster IP of service kubernetes

      Examples:
        | dns                                       | address         |
        | {nodeLocal: true}                         | 10.96.0.10      |
        | {nodeLocal: true, address: 169.254.20.10} | 169.254.20.10   |
        | {implementation: cloud-dns}               | 169.254.169.254 |
