Feature: the flannel tutorial's service discovery, each with one thing broken
  Every scenario fails, and says why.

  Background:
    Given a flannel cluster
    And the manifests in examples/service-discovery-flannel/nginx-deploy.yaml

  @twin @tutorial-138
  Scenario: the DNS add-on is installed after all
    fails with: "nginx-service.default.svc.cluster.local is 10.254.30.44"
    Given the manifests in examples/service-discovery-flannel/nginx-service.yaml
    And the manifests in examples/service-discovery-flannel/busybox.yaml
    When busybox resolves nginx-service
    Then it fails to resolve

  @twin @tutorial-138
  Scenario: names are used without the DNS add-on
    fails with: "10.254.3.100 lies in the service CIDR 10.254.0.0/16, and no Service has that address"
    Given the cluster in examples/service-discovery-flannel/clusters/without-dns.yaml
    And the manifests in examples/service-discovery-flannel/nginx-service.yaml
    And the manifests in examples/service-discovery-flannel/busybox.yaml
    When busybox curls http://nginx-service:8080
    Then it reaches a pod of deployment nginx via ClusterIP

  @twin @tutorial-140
  Scenario: two Services claim one address
    fails with: "Service kube-system/kube-dns holds it"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: second-dns}
      spec: {clusterIP: 10.254.3.100, selector: {run: nginx}, ports: [{port: 80}]}
      """
    Then the manifests are accepted

  @twin @tutorial-141
  Scenario: the pod wants its node's resolv.conf
    fails with: "nameserver 10.10.10.1"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: busybox}
      spec: {dnsPolicy: Default, containers: [{name: busybox, image: "busybox:1.28"}]}
      """
    Then the file /etc/resolv.conf of busybox contains:
      """
      nameserver 10.254.3.100
      """

  @twin @tutorial-142
  Scenario: the new Service is in another namespace
    fails with: "Service shop/another: is in namespace shop: ask for another.shop"
    Given the manifests in examples/service-discovery-flannel/busybox.yaml
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: another, namespace: shop}
      spec: {selector: {run: nginx}, ports: [{port: 80}]}
      """
    And busybox resolves another
    Then it resolves to 10.254.x.x

  @twin @tutorial-143
  Scenario: the section starts without a clean-up
    fails with: "Error from server (AlreadyExists)"
    When I run "kubectl create -f examples/service-discovery-flannel/nginx-deploy.yaml"
    Then the output contains "deployment.apps/nginx created"

  @twin @tutorial-147
  Scenario: the target port is the Service's, where no pod listens
    fails with: "listens on 8080/TCP; it listens on 80/TCP"
    Given the manifests in examples/service-discovery-flannel/busybox.yaml
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx-service}
      spec: {clusterIP: 10.254.30.44, selector: {run: nginx}, ports: [{port: 8080}]}
      """
    When busybox curls 10.254.30.44:8080
    Then it reaches a pod of deployment nginx via ClusterIP

  @twin @tutorial-148
  Scenario: the Service has port 80 too
    fails with: "10.254.30.44:80 becomes 172.30."
    Given the manifests in examples/service-discovery-flannel/busybox.yaml
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx-service}
      spec:
        clusterIP: 10.254.30.44
        selector: {run: nginx}
        ports: [{name: http, port: 8080, targetPort: 80}, {name: old, port: 80}]
      """
    When busybox curls 10.254.30.44:80
    Then it times out

  @twin @tutorial-149
  Scenario: the pod is in another namespace, and searches there
    fails with: "search shop.svc.cluster.local svc.cluster.local cluster.local"
    Given a client pod busybox in namespace "shop"
    Then the file /etc/resolv.conf of shop/busybox contains:
      """
      search default.svc.cluster.local svc.cluster.local cluster.local
      """

  @twin @tutorial-150
  Scenario: the name has a typo
    fails with: "nslookup: can't resolve 'nginx-servce'"
    Given the manifests in examples/service-discovery-flannel/nginx-service.yaml
    And the manifests in examples/service-discovery-flannel/busybox.yaml
    When busybox runs "nslookup nginx-servce"
    Then the output contains "Address 1: 10.254.30.44"

  @twin @tutorial-151
  Scenario: no Service has the address
    fails with: "no Service and no endpoint has the address 10.254.30.44"
    Given the manifests in examples/service-discovery-flannel/busybox.yaml
    When busybox looks up the PTR record of 10.254.30.44
    Then it resolves to nginx-service.default.svc.cluster.local

  @twin @tutorial-152
  Scenario: the client is in another namespace, and uses the short name
    fails with: "Service default/nginx-service: is in namespace default: ask for nginx-service.default"
    Given the manifests in examples/service-discovery-flannel/nginx-service.yaml
    And a client pod busybox in namespace "shop"
    When shop/busybox curls http://nginx-service:8080
    Then it reaches a pod of deployment nginx via ClusterIP
