Feature: the configuration of the cluster's DNS
  A Corefile in the manifests is what the server runs with; so are the stub domains of kube-dns.

  Rule: the Corefile of ConfigMap kube-system/coredns

    Background:
      Given a client pod busybox
      And the external host "vault.corp.example" at 203.0.113.30
      And the external host "example.com" at 203.0.113.10
      And the manifest:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {clusterIP: 10.96.7.7, selector: {app: web}, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
                errors
                rewrite name old.example.com web.default.svc.cluster.local
                hosts {
                    10.150.0.9 printer.corp.example
                    fallthrough
                }
                template IN A ip.example {
                    match "^ip-(?P<a>[0-9]+)-(?P<b>[0-9]+)-(?P<c>[0-9]+)-(?P<d>[0-9]+)\.ip\.example\.$"
                    answer "{{ .Name }} 60 IN A {{ .Group.a }}.{{ .Group.b }}.{{ .Group.c }}.{{ .Group.d }}"
                    fallthrough
                }
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                    pods disabled
                    fallthrough in-addr.arpa ip6.arpa
                    ttl 30
                }
                forward . /etc/resolv.conf
                cache 30
                loop
                reload
                loadbalance
            }
            corp.example:53 {
                forward . 10.150.0.1
            }
        """

    Scenario: a rewritten name is another's, and the explanation names the line
      When busybox resolves old.example.com
      Then it resolves to the cluster IP of service web
      When busybox curls http://old.example.com
      Then the explanation contains "old.example.com is rewritten to web.default.svc.cluster.local"
      When busybox resolves older.example.com
      Then it is unknown

    Scenario: the block with the longest zone answers
      When busybox resolves vault.corp.example
      Then it resolves to 203.0.113.30
      When busybox resolves printer.corp.example
      Then it is unknown

    Scenario: a template makes records of names
      When busybox resolves ip-10-1-2-3.ip.example
      Then it resolves to 10.1.2.3
      When busybox resolves ip-10-1-2.ip.example
      Then it is unknown

    Scenario: names of pods are off
      When busybox resolves 10-244-1-2.default.pod.cluster.local
      Then it fails to resolve with NXDOMAIN

    Scenario: the outside is the table of external hosts, whatever forward names
      When busybox resolves example.com
      Then it resolves to 203.0.113.10
      When busybox resolves example.org
      Then it is unknown

  Rule: without a Corefile the server runs as kubeadm installs it

    Scenario: names of pods are on, and nothing is rewritten
      Given a client pod busybox
      When busybox resolves 10-244-1-2.default.pod.cluster.local
      Then it resolves to 10.244.1.2
      When busybox resolves old.example.com
      Then it is unknown

  Rule: what is wrong with a Corefile is said, with its line

    Scenario: what is not understood is a warning, and the rest is served
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
                kubernetes cluster.local
                frobnicate
            }
        """
      And a client pod busybox
      Then the manifests are accepted with the warning "plugin frobnicate is not understood"
      When busybox resolves kubernetes
      Then it resolves to the cluster IP of service kubernetes

    Scenario: what CoreDNS does not start with leaves the cluster without names
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
                kubernetes cluster.local {
                    pods sometimes
                }
            }
        """
      And a client pod busybox
      Then the manifests are accepted with the warning "Corefile:3 - Error during parsing: wrong value for pods: sometimes"
      When busybox resolves kubernetes
      Then it fails to resolve with SERVFAIL

    Scenario: hosts that lets nothing fall through keeps the cluster's own names back
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
                hosts {
                    10.150.0.9 printer.corp.example
                }
                kubernetes cluster.local
            }
        """
      And a client pod busybox
      When busybox resolves printer.corp.example
      Then it resolves to 10.150.0.9
      When busybox resolves kubernetes
      Then it fails to resolve with SERVFAIL

  Rule: what AKS and k3s add to it

    Scenario: coredns-custom overrides and adds servers
      Given a aks-azure cluster
      And the external host "vault.corp.example" at 203.0.113.30
      And the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns-custom, namespace: kube-system}
        data:
          names.override: |
            rewrite name api.example.com kubernetes.default.svc.cluster.local
          corp.server: |
            corp.example:53 {
                forward . 10.150.0.1
            }
          ignored.txt: |
            rewrite name other.example.com kubernetes.default.svc.cluster.local
        """
      And a client pod busybox
      When busybox resolves api.example.com
      Then it resolves to the cluster IP of service kubernetes
      When busybox resolves vault.corp.example
      Then it resolves to 203.0.113.30
      When busybox resolves other.example.com
      Then it is unknown

    Scenario Outline: whether a Corefile of one's own reads coredns-custom decides about the names that stand there: <imports>
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
              kubernetes cluster.local in-addr.arpa ip6.arpa
              <imports>
              forward . /etc/resolv.conf
            }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns-custom, namespace: kube-system}
        data:
          names.override: |
            rewrite name api.example.com kubernetes.default.svc.cluster.local
          ignored.txt: |
            rewrite name other.example.com kubernetes.default.svc.cluster.local
        """
      And a client pod busybox
      When busybox resolves api.example.com
      Then <api>
      When busybox resolves other.example.com
      Then <other>

      Examples:
        | imports                               | api                                                 | other               |
        | import /etc/coredns/custom/*.override | it resolves to the cluster IP of service kubernetes | it is unknown       |
        | errors                                | it fails to resolve                                 | it fails to resolve |

    Scenario Outline: a name that the configuration of the <profile> cluster's DNS speaks of is no slip
      Given a <profile> cluster
      And the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: <configmap>, namespace: <namespace>}
        data: {Corefile: ". {\n  kubernetes cluster.local\n  template IN A vault.lab {\n    rcode NXDOMAIN\n  }\n}"}
        """
      And a client pod busybox
      When busybox curls vault.lab:80
      Then it fails to resolve

      Examples:
        | profile   | configmap   | namespace     |
        | kubeadm   | coredns     | kube-system   |
        | openshift | dns-default | openshift-dns |

  Rule: kube-dns has stub domains and upstream nameservers

    Background:
      Given a gke cluster
      And a client pod busybox
      And the external host "vault.acme.local" at 203.0.113.40
      And the external host "example.com" at 203.0.113.10

    Scenario: a stub domain goes to its own nameservers
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-dns, namespace: kube-system}
        data:
          stubDomains: |
            {"acme.local": ["1.2.3.4"]}
          upstreamNameservers: |
            ["8.8.8.8", "8.8.4.4"]
        """
      When busybox curls http://vault.acme.local
      Then the explanation contains "the question goes to 1.2.3.4"
      When busybox resolves nobody.acme.local
      Then it fails to resolve with NXDOMAIN
      When busybox resolves example.com
      Then it resolves to 203.0.113.10

    Scenario: a configuration with a fault is ignored
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-dns, namespace: kube-system}
        data:
          upstreamNameservers: |
            ["8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1"]
        """
      Then the manifests are accepted with the warning "upstreamNameserver cannot have more than three entries"
      When busybox resolves kubernetes
      Then it resolves to the cluster IP of service kubernetes

    Scenario: it does not read a Corefile
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            . {
                rewrite name old.example.com kubernetes.default.svc.cluster.local
            }
        """
      Then the manifests are accepted with the warning "ConfigMap kube-system/coredns has no effect"
      When busybox resolves old.example.com
      Then it is unknown
