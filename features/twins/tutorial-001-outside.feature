@twin
Feature: Ingress and AKS, each with one thing broken
  Every scenario fails, and says why.

  Rule: Ingress

    Background:
      Given a docker-desktop cluster
      And the manifests in examples/ingress/manifests

    @tutorial-87
    Scenario: there is no controller
      fails with: "Ingress default/shop has no effect: there is no IngressClass nginx"

      When an external client curls http://shop.example.com
      Then it reaches pod web via Ingress

    @tutorial-88
    Scenario: the host is another
      fails with: "the host is shop.example.com, not shop.example.org"

      Given the manifests in examples/ingress/controller
      When an external client curls http://192.168.65.3:30080 as "shop.example.org"
      Then it reaches pod web via Ingress

    @tutorial-88
    Scenario: the Ingress names a port that the Service does not have
      fails with: "Service default/web has no port 81; it has 8080"

      Given the manifests in examples/ingress/controller
      When the manifest is applied:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 81}}}}]}
        """
      And an external client curls http://192.168.65.3:30080 as "shop.example.com"
      Then it reaches pod web via Ingress

  Rule: AKS

    @tutorial-92
    Scenario: the pod does not ask the cluster's DNS
      fails with: "nameserver 168.63.129.16"

      Given the cluster in examples/aks/curlew.yaml
      And the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: busybox}
        spec: {dnsPolicy: Default, containers: [{name: busybox, image: busybox}]}
        """
      Then the file /etc/resolv.conf of busybox contains:
        """
        nameserver 10.2.0.10
        """

    @tutorial-93
    Scenario: --dns-service-ip lies outside of --service-cidr
      fails with: "the DNS Service's address 10.3.0.10 is outside of 10.2.0.0/24"

      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: aks}
        spec:
          extends: aks-azure
          dns: {serviceIP: 10.3.0.10}
        """
      And a client pod busybox
      When busybox resolves kubernetes.default
      Then it resolves to 10.2.0.1

    @tutorial-94
    Scenario: the pods have the range of the flannel tutorial
      fails with: "the pod range 172.30.0.0/16 overlaps 172.30.0.0/16, which AKS has for itself"

      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: aks}
        spec:
          extends: aks-kubenet
          network: {podCIDR: 172.30.0.0/16}
        """
      And a client pod busybox
      Then pod busybox has address 172.30.x.x

    @tutorial-95
    Scenario: the Service range is used up
      fails with: "range is full"

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
        kubectl create service clusterip five --tcp=80
        """
      Then the output contains "service/five created"

    @tutorial-97
    Scenario: the plugin is kubenet, whose pods have addresses of their own
      fails with: "it has 10.244."

      Given an aks-kubenet cluster
      And a client pod busybox
      Then pod busybox has address 10.224.x.x
