Feature: the tools that look names up
  Each image's own program answers, with its own habits.

  Background:
    Given a flannel cluster
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {run: web}}
      spec:
        containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        clusterIP: 10.254.30.44
        selector: {run: web}
        ports: [{port: 8080, targetPort: 80}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: busybox}
      spec:
        containers: [{name: busybox, image: "busybox:1.36", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: old}
      spec:
        containers: [{name: busybox, image: "busybox:1.28", command: [sleep, "3600"]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: netshoot}
      spec:
        containers: [{name: netshoot, image: nicolaka/netshoot, command: [sleep, "3600"]}]
      """

  Rule: BusyBox's nslookup changed in 1.29

    Scenario: until 1.28 it searches, and shows each address with its name
      When old runs "nslookup web"
      Then the output is:
        """
        Server:    10.254.3.100
        Address 1: 10.254.3.100 kube-dns.kube-system.svc.cluster.local

        Name:      web
        Address 1: 10.254.30.44 web.default.svc.cluster.local
        """
      And it exits with status 0
      When old runs "nslookup wep"
      Then the output contains "nslookup: can't resolve 'wep'"
      And it exits with status 1

    Scenario: since then it tries every search domain, tells of each, and fails if one does
      When busybox runs "nslookup web"
      Then the output contains "Name:	web.default.svc.cluster.local"
      And the output contains "Address: 10.254.30.44"
      And the output contains "** server can't find web.svc.cluster.local: NXDOMAIN"
      And it exits with status 1

    Scenario: a name with a dot is not searched for
      When busybox runs "nslookup web.default"
      Then the output contains "** server can't find web.default: NXDOMAIN"
      When busybox runs "nslookup web.default.svc.cluster.local"
      Then the output contains "Address: 10.254.30.44"
      And it exits with status 0

  Rule: bind's tools

    Scenario: nslookup searches as resolv.conf says
      When netshoot runs "nslookup web"
      Then the output is:
        """
        Server:		10.254.3.100
        Address:	10.254.3.100#53

        Name:	web.default.svc.cluster.local
        Address: 10.254.30.44
        """
      When netshoot runs "nslookup wep"
      Then the output contains "** server can't find wep: NXDOMAIN"
      And it exits with status 1

    Scenario: dig takes a name as it stands
      When netshoot runs "dig +short web.default.svc.cluster.local"
      Then the output is:
        """
        10.254.30.44
        """
      When netshoot runs "dig web"
      Then the output contains "status: NXDOMAIN"
      When netshoot runs "dig +short -x 10.254.3.100"
      Then the output is:
        """
        kube-dns.kube-system.svc.cluster.local.
        """

  Scenario: without a nameserver in reach nothing answers
    When netshoot runs "dig +short @10.254.30.44 web.default.svc.cluster.local"
    Then the output contains ";; no servers could be reached"
    And it exits with status 9
