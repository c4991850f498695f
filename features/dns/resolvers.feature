Feature: glibc and musl do not resolve alike
  The C library of an image decides which names are searched for, and what ends a search.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {clusterIP: 10.96.7.7, selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: glibc}
      spec:
        dnsConfig: {options: [{name: ndots, value: "1"}]}
        containers: [{name: main, image: "debian:12", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: musl}
      spec:
        dnsConfig: {options: [{name: ndots, value: "1"}]}
        containers: [{name: main, image: "alpine:3.20", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: glibc-default}
      spec:
        containers: [{name: main, image: "debian:12", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: musl-default}
      spec:
        containers: [{name: main, image: "alpine:3.20", command: [sleep, "3600"]}]
      """

  Rule: with the cluster's ndots:5 both search

    Scenario Outline: <client> finds a Service of another namespace
      When <client> resolves web.shop
      Then it resolves to 10.96.7.7
      When <client> resolves web
      Then it fails to resolve with NXDOMAIN

      Examples:
        | client        |
        | glibc-default |
        | musl-default  |

  Rule: a name with as many dots as ndots says is asked for as it is

    Scenario: glibc searches after that
      When glibc resolves web.shop
      Then it resolves to 10.96.7.7

    Scenario: musl never does
      When musl resolves web.shop
      Then it fails to resolve with NXDOMAIN
      When musl curls http://web.shop
      Then the explanation contains "musl does not search"

  Rule: a final dot ends every search

    Scenario Outline: <client> asks for the very name
      When <client> resolves web.shop.
      Then it fails to resolve with NXDOMAIN
      When <client> resolves web.shop.svc.cluster.local.
      Then it resolves to 10.96.7.7

      Examples:
        | client        |
        | glibc-default |
        | musl-default  |

  Rule: only glibc checks whose name an answer bears

    Scenario: a rewrite that does not put the answer back
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
                rewrite name regex (.*)\.home\.example {1}.shop.svc.cluster.local
                kubernetes cluster.local
                forward . /etc/resolv.conf
            }
        """
      And musl resolves web.home.example
      Then it resolves to 10.96.7.7
      When glibc resolves web.home.example
      Then it fails to resolve
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
                rewrite name regex (.*)\.home\.example {1}.shop.svc.cluster.local answer auto
                kubernetes cluster.local
                forward . /etc/resolv.conf
            }
        """
      And glibc resolves web.home.example
      Then it resolves to 10.96.7.7
