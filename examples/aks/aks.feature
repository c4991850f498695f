Feature: AKS, with its two network plugins
  What the flags of `az aks create` come to.

  Rule: the cluster of the tutorial: Azure CNI

    Background:
      Given the manifests in examples/aks

    @tutorial-91 @tutorial-92
    Scenario: the DNS has the address of --dns-service-ip, the API the first of --service-cidr
      When I run "kubectl get services -A"
      Then the output contains "kube-dns     ClusterIP      10.2.0.10"
      And the output contains "kubernetes   ClusterIP      10.2.0.1"
      And the file /etc/resolv.conf of busybox contains:
        """
        search default.svc.cluster.local svc.cluster.local cluster.local
        nameserver 10.2.0.10
        """
      When busybox resolves kubernetes.default
      Then it resolves to 10.2.0.1

    @tutorial-91
    Scenario: with --load-balancer-sku standard a Service gets a public address
      When an external client curls http://198.51.100.7
      Then it reaches pod web via LoadBalancer

    @tutorial-91
    Scenario: --docker-bridge-address has no counterpart: pods do not use that bridge
      Then pod web has address 10.224.x.x
      And it is not modelled that node aks-nodepool1-12345678-vmss000000 runs "ip addr show docker0"

    @tutorial-97
    Scenario: pods have addresses of the nodes' subnet
      When I run "kubectl get nodes -o jsonpath={.items[*].status.addresses[0].address}"
      Then the output contains "10.224.0."
      And pod web has address 10.224.x.x

    @tutorial-96
    Scenario: the command itself is not modelled; its settings are the file curlew.yaml, where a comment may follow each
      A backslash that a comment follows continues no line in bash: the tutorial's command cannot be run as it is printed.

      Then it is not modelled that node aks-nodepool1-12345678-vmss000000 runs "az aks create --network-plugin azure"
      When I run:
        """
        kubectl create service clusterip continued \
          --tcp=80:80
        # a comment stands on a line of its own
        """
      Then the output is:
        """
        service/continued created
        """

  Rule: the other plugin: kubenet

    @tutorial-90
    Scenario: a bridge cbr0 on each node, and one end of a veth pair in each pod
      Given an aks-kubenet cluster
      And a client pod busybox
      When node aks-nodepool1-12345678-vmss000000 runs "ip addr show cbr0"
      Then the output contains "inet 10.244.0.1/24"
      When busybox runs "ip addr show eth0"
      Then the output contains "eth0@if"
      And the output contains "inet 10.244."
      When busybox runs "ip route"
      Then the output contains "default via 10.244."

    @tutorial-97
    Scenario: pods have addresses of their own range, which nobody outside knows: they leave with their node's
      Given an aks-kubenet cluster
      And a client pod busybox
      And the external host "example.com" at 203.0.113.10
      Then pod busybox has address 10.244.x.x
      When busybox curls http://example.com
      Then it reaches host example.com
      And the source address seen is 10.224.0.x

  Rule: the addresses must fit

    @tutorial-93
    Scenario Outline: --dns-service-ip <address>
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: aks}
        spec:
          extends: aks-azure
          network: {serviceCIDR: 10.2.0.0/24}
          dns: {serviceIP: <address>}
        """
      Then the cluster is rejected with "<reason>"

      Examples:
        | address   | reason                                                                      |
        | 10.3.0.10 | the DNS Service's address 10.3.0.10 is outside of 10.2.0.0/24               |
        | 10.2.0.1  | 10.2.0.1 is the address of the API server's Service                         |

    @tutorial-94
    Scenario Outline: the <range> range <cidr> overlaps one that AKS has for itself
      172.30.0.0/16 is the pod range of the flannel tutorial: on AKS it would not be allowed.

      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: aks}
        spec:
          extends: aks-kubenet
          network: {<field>: <cidr>}
        """
      Then the cluster is rejected with "the <range> range <cidr> overlaps <reserved>, which AKS has for itself"

      Examples:
        | range   | field       | cidr            | reserved       |
        | pod     | podCIDR     | 172.30.0.0/16   | 172.30.0.0/16  |
        | pod     | podCIDR     | 172.31.128.0/17 | 172.31.0.0/16  |
        | Service | serviceCIDR | 169.254.0.0/16  | 169.254.0.0/16 |
        | Service | serviceCIDR | 192.0.2.0/24    | 192.0.2.0/24   |

    @tutorial-94
    Scenario: nor may the nodes' subnet be one of them
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: aks}
        spec:
          extends: aks-kubenet
          nodes: [{name: aks-nodepool1-0, address: 172.31.0.4}]
        """
      Then the cluster is rejected with "the node's address 172.31.0.4 lies in 172.31.0.0/16, which AKS has for itself"

    @tutorial-95
    Scenario: 10.2.0.0/24 has 254 addresses for Services: the first and the last of the block are none
      Given the cluster in examples/aks/curlew.yaml
      When I run "kubectl create service clusterip last --tcp=80 --clusterip=10.2.0.254"
      Then the output contains "service/last created"
      When I run "kubectl create service clusterip broadcast --tcp=80 --clusterip=10.2.0.255"
      Then the output contains "the provided IP (10.2.0.255) is not in the valid range. The range of valid IPs is 10.2.0.0/24"
      When I run "kubectl create service clusterip network --tcp=80 --clusterip=10.2.0.0"
      Then the output contains "the provided IP (10.2.0.0) is not in the valid range"

    @tutorial-95
    Scenario: when all are taken, the next Service is refused
      A block of 8 shows it sooner: 6 addresses, two of them for kubernetes and kube-dns.

      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: aks}
        spec:
          extends: aks-azure
          network: {serviceCIDR: 10.2.0.0/29}
          dns: {serviceIP: 10.2.0.2}
        """
      When I run:
        """
        kubectl create service clusterip one --tcp=80
        kubectl create service clusterip two --tcp=80
        kubectl create service clusterip three --tcp=80
        kubectl create service clusterip four --tcp=80
        """
      Then it exits with status 0
      When I run "kubectl create service clusterip five --tcp=80"
      Then the output contains "range is full"
      And it exits with status 1
