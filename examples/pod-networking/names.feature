Feature: a pod has no name until a Service gives it one
  The cluster's DNS answers for Services.

  Background:
    Given a minikube cluster
    And the manifests in manifests/already-there.yaml
    And the manifests in manifests/pod-nginx.yaml
    And the manifests in manifests/pod-httpd.yaml

  @tutorial-29
  Scenario: the DNS is a Service in kube-system
    When I run "kubectl get svc kube-dns --namespace=kube-system -o wide"
    Then the output is:
      """
      NAME       TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)         AGE   SELECTOR
      kube-dns   ClusterIP   10.96.0.10   <none>        53/UDP,53/TCP   0s    k8s-app=kube-dns
      """

  @tutorial-30
  Scenario: Docker writes the name server first
    With containerd or CRI-O, which most clusters have today, the search line comes first.

    When pod-nginx runs "cat /etc/resolv.conf"
    Then the output is:
      """
      nameserver 10.96.0.10
      search default.svc.cluster.local svc.cluster.local cluster.local
      options ndots:5
      """
    Given a kind cluster
    When pod-nginx runs "cat /etc/resolv.conf"
    Then the output is:
      """
      search default.svc.cluster.local svc.cluster.local cluster.local
      nameserver 10.96.0.10
      options ndots:5
      """

  @tutorial-31
  Scenario: every pod asks the DNS Service, and searches its own namespace first
    Given the namespace "shop"
    And a client pod probe in namespace "shop"
    Then the file /etc/resolv.conf of shop/probe contains:
      """
      nameserver 10.96.0.10
      search shop.svc.cluster.local svc.cluster.local cluster.local
      """

  @tutorial-32
  Scenario: the name of a pod resolves once there is a Service of that name
    When pod-httpd resolves pod-nginx
    Then it fails to resolve with NXDOMAIN
    When I run:
      """
      kubectl label pod pod-nginx app=nginx
      kubectl expose pod pod-nginx --port=80
      """
    And pod-httpd resolves pod-nginx
    Then it resolves to the cluster IP of service pod-nginx
    When pod-httpd curls http://pod-nginx
    Then it reaches pod pod-nginx via ClusterIP
    And the response contains "Welcome to nginx!"

  @tutorial-33
  Scenario Outline: a Service of type <type> has an address for the pods<more>
    When I run "kubectl create service <command> web --tcp=80:80"
    And I run "kubectl get service web"
    Then the output contains "<type>"
    And the output contains "<ports>"

    Examples:
      | command   | type      | ports  | more                              |
      | clusterip | ClusterIP | 80/TCP |                                   |
      | nodeport  | NodePort  | 80:3   | , and a port on every node besides |

  @tutorial-34
  Scenario: a fresh cluster networks its pods, and has a DNS
    Given a client pod busybox
    When busybox connects to pod pod-nginx on port 80
    Then it reaches pod pod-nginx via PodIP
    When pod-nginx curls http://localhost
    Then it reaches pod pod-nginx via Loopback
    When busybox resolves kubernetes.default
    Then it resolves to 10.96.0.1
