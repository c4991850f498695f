Feature: the names of the cluster
  What CoreDNS answers for Services, their endpoints, pods and addresses; and what it does not.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: client}
      spec:
        containers: [{name: client, image: "busybox:1.28", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: shop, labels: {app: web}}
      spec:
        containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec:
        clusterIP: 10.96.7.7
        selector: {app: web}
        ports: [{name: http, port: 8080, targetPort: 80}]
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db, namespace: shop}
      spec:
        serviceName: db
        replicas: 2
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers: [{name: db, image: mariadb, ports: [{name: mysql, containerPort: 3306}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db, namespace: shop}
      spec:
        clusterIP: None
        selector: {app: db}
        ports: [{name: mysql, port: 3306}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: search}
      spec: {type: ExternalName, externalName: search.example.com}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop-web}
      spec: {type: ExternalName, externalName: web.shop.svc.cluster.local}
      """
    And the external host "search.example.com" at 203.0.113.20

  Rule: a Service with a cluster IP has its address, for every port name

    Scenario: by name, from another namespace
      When client resolves web.shop
      Then it resolves to the cluster IP of service shop/web
      When client resolves web.shop.svc.cluster.local
      Then it resolves to 10.96.7.7

    Scenario: a name of another namespace is not in the search list
      When client resolves web
      Then it fails to resolve with NXDOMAIN

    Scenario: a family that it does not have is an empty answer, not an error
      When client looks up the AAAA record of web.shop.svc.cluster.local
      Then it fails to resolve with NODATA

    Scenario: its ports have SRV records, by name and protocol
      When client looks up the SRV record of _http._tcp.web.shop.svc.cluster.local
      Then it resolves to SRV 0 100 8080 web.shop.svc.cluster.local
      When client looks up the SRV record of _http._udp.web.shop.svc.cluster.local
      Then it fails to resolve with NXDOMAIN

    Scenario: its address leads back to its name
      When client looks up the PTR record of 10.96.7.7
      Then it resolves to web.shop.svc.cluster.local
      When client looks up the PTR record of 10.96.7.8
      Then it fails to resolve with NXDOMAIN

  Rule: a headless Service has the addresses of its ready endpoints, and each of them a name

    Scenario: one pod of a StatefulSet by its name
      When client resolves db-0.db.shop
      Then it resolves to 10.244.x.x
      When client resolves db-2.db.shop
      Then it fails to resolve with NXDOMAIN

    Scenario: the name of a pod alone is no name
      When client resolves web-0.shop
      Then it fails to resolve with NXDOMAIN

    Scenario: SRV names every endpoint
      When client looks up the SRV record of _mysql._tcp.db.shop.svc.cluster.local
      Then it resolves to SRV 0 50 3306 db-0.db.shop.svc.cluster.local., 0 50 3306 db-1.db.shop.svc.cluster.local.

    Scenario: pods that are not ready are left out; without any the name is gone
      Given pod shop/db-0 is not ready
      When client resolves db-0.db.shop
      Then it fails to resolve with NXDOMAIN
      When client resolves db-1.db.shop
      Then it resolves to 10.244.x.x
      When statefulset shop/db is scaled to 0
      And client resolves db.shop
      Then it fails to resolve with NXDOMAIN

    Scenario: a Service with a cluster IP keeps its name without any endpoint
      Given pod shop/web-0 is not ready
      When client resolves web.shop
      Then it resolves to 10.96.7.7

  Rule: an ExternalName is an alias

    Scenario: of a name outside, from the table of external hosts alone
      When client looks up the CNAME record of search.default.svc.cluster.local
      Then it resolves to CNAME search.example.com
      When client resolves search
      Then it resolves to 203.0.113.20
      When client resolves search.example.org
      Then it is unknown

    Scenario: of another Service
      When client resolves shop-web
      Then it resolves to 10.96.7.7

    Scenario: nothing is below an alias
      When client resolves www.search.default.svc.cluster.local
      Then it fails to resolve with NXDOMAIN

    Scenario: an address is no target of an alias
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: literal}
        spec: {type: ExternalName, externalName: 203.0.113.20}
        """
      Then the manifests are accepted with the warning "externalName 203.0.113.20 is an IP address"
      When client resolves literal
      Then it fails to resolve with NXDOMAIN

  Rule: names of pods are their addresses with dashes, whether there is a pod or not

    Scenario: in a namespace that exists
      When client resolves 10-244-9-9.shop.pod.cluster.local
      Then it resolves to 10.244.9.9
      When client resolves 10-244-9-9.nowhere.pod.cluster.local
      Then it fails to resolve with NXDOMAIN

    Scenario: with pods verified only of pods that are there
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                    pods verified
                    fallthrough in-addr.arpa ip6.arpa
                }
                forward . /etc/resolv.conf
            }
        """
      And client resolves 10-244-9-9.shop.pod.cluster.local
      Then it fails to resolve with NXDOMAIN

  Scenario: the version of the scheme
    When client looks up the TXT record of dns-version.cluster.local
    Then it resolves to TXT "1.1.0"
    When client looks up the TXT record of other-version.cluster.local
    Then it fails to resolve with NXDOMAIN
