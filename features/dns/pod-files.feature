Feature: what the kubelet writes into containers
  resolv.conf, the hosts file, the host name and the variables of Services.

  Background:
    Given a flannel cluster
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: my-db}
      spec:
        clusterIP: 10.254.9.9
        selector: {app: db}
        ports: [{name: mysql, port: 3306}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: quiet}
      spec: {clusterIP: None, selector: {app: db}, ports: [{port: 3306}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: plain}
      spec:
        containers: [{name: main, image: "busybox:1.28", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: without-links}
      spec:
        enableServiceLinks: false
        containers: [{name: main, image: "busybox:1.28", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: own-dns}
      spec:
        dnsPolicy: None
        dnsConfig:
          nameservers: [192.0.2.53]
          searches: [corp.example]
          options: [{name: ndots, value: "2"}, {name: edns0}]
        containers: [{name: main, image: "busybox:1.28", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: added-dns}
      spec:
        dnsConfig: {searches: [corp.example], options: [{name: ndots, value: "2"}]}
        containers: [{name: main, image: "busybox:1.28", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: on-the-node}
      spec:
        hostNetwork: true
        containers: [{name: main, image: "busybox:1.28", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: on-the-node-in-the-cluster}
      spec:
        hostNetwork: true
        dnsPolicy: ClusterFirstWithHostNet
        containers: [{name: main, image: "busybox:1.28", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: named}
      spec:
        hostname: first
        subdomain: quiet
        hostAliases: [{ip: 10.1.2.3, hostnames: [legacy.example, legacy]}]
        containers: [{name: main, image: "busybox:1.28", command: [sleep, "3600"]}]
      """

  Rule: resolv.conf follows dnsPolicy and dnsConfig

    Scenario: ClusterFirst names the DNS Service and searches the namespace first
      Then the file /etc/resolv.conf of plain contains:
        """
        nameserver 10.254.3.100
        """
      And the file /etc/resolv.conf of plain contains:
        """
        search default.svc.cluster.local svc.cluster.local cluster.local
        """
      And the file /etc/resolv.conf of plain contains:
        """
        options ndots:5
        """

    Scenario: None has what dnsConfig says, and nothing of the cluster
      Then the file /etc/resolv.conf of own-dns contains:
        """
        nameserver 192.0.2.53
        """
      And the file /etc/resolv.conf of own-dns contains:
        """
        search corp.example
        """
      When own-dns resolves my-db
      Then it fails to resolve

    Scenario: otherwise dnsConfig adds to the policy, and an option of its own wins
      Then the file /etc/resolv.conf of added-dns contains:
        """
        search default.svc.cluster.local svc.cluster.local cluster.local corp.example
        """
      And the file /etc/resolv.conf of added-dns contains:
        """
        options ndots:2
        """
      When added-dns resolves my-db
      Then it resolves to 10.254.9.9

    Scenario: on the host network ClusterFirst is the node's own DNS, ClusterFirstWithHostNet is not
      When on-the-node resolves my-db
      Then it fails to resolve
      When on-the-node-in-the-cluster resolves my-db
      Then it resolves to 10.254.9.9

  Rule: the hosts file holds the pod's own name and its aliases

    Scenario: a plain pod knows its name, which the cluster's DNS does not
      Then the file /etc/hosts of plain contains:
        """
        # Kubernetes-managed hosts file.
        127.0.0.1 localhost
        """
      When plain resolves plain
      Then it resolves to 172.30.x.x
      When named resolves plain
      Then it fails to resolve with NXDOMAIN

    Scenario: aliases are names for this pod alone
      Then the file /etc/hosts of named contains:
        """
        # Entries added by HostAliases.
        10.1.2.3 legacy.example legacy
        """
      When named resolves legacy.example
      Then it resolves to 10.1.2.3
      When plain resolves legacy.example
      Then it is unknown

  Rule: the host name is the pod's, unless it says another

    Scenario Outline: <pod> is called <hostname>
      When <pod> runs "hostname"
      Then the output contains "<hostname>"

      Examples:
        | pod   | hostname |
        | plain | plain    |
        | named | first    |

    Scenario: host name, subdomain and a headless Service make a name; without the Service's selector they do not
      When plain resolves first.quiet
      Then it fails to resolve with NXDOMAIN
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: quiet}
        spec: {clusterIP: None, selector: {app: named}, ports: [{port: 3306}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: second, labels: {app: named}}
        spec:
          hostname: second
          subdomain: quiet
          containers: [{name: main, image: "busybox:1.28", command: [sleep, "3600"]}]
        """
      And plain resolves second.quiet
      Then it resolves to 172.30.x.x
      When plain resolves first.quiet
      Then it fails to resolve with NXDOMAIN

  Rule: variables tell of the Services of the namespace that have a cluster IP

    Scenario: their names are in capitals, with underscores
      When plain runs "printenv MY_DB_SERVICE_HOST MY_DB_SERVICE_PORT_MYSQL MY_DB_PORT"
      Then the output is:
        """
        10.254.9.9
        3306
        tcp://10.254.9.9:3306
        """

    Scenario: a headless Service has none
      When plain runs "printenv QUIET_SERVICE_HOST"
      Then it exits with status 1

    Scenario: without enableServiceLinks only the API server is named
      When without-links runs "printenv MY_DB_SERVICE_HOST"
      Then it exits with status 1
      When without-links runs "printenv KUBERNETES_SERVICE_HOST"
      Then the output is:
        """
        10.254.0.1
        """
