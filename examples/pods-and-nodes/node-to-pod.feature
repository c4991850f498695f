Feature: a node reaches its pods by address
  The fourth thing that works without configuration.

  Background:
    Given a minikube cluster
    And the manifests in manifests

  @tutorial-48 @tutorial-58
  Scenario: the node gets the page of a pod on it
    When node minikube connects to pod pod-demo on port 80
    Then it reaches pod pod-demo via PodIP
    And the response contains "It works!"
    When node minikube runs "curl 172.17.0.4"
    Then the output is:
      """
      <html><body><h1>It works!</h1></body></html>
      """

  @tutorial-48
  Scenario: Curlew has no minikube ssh: a step says who connects
    Then it is not modelled that node minikube runs "minikube ssh"

  @tutorial-49
  Scenario: on the docker bridge, the node has an address in the pods' network
    When node minikube runs "ip addr show docker0"
    Then the output contains "inet 172.17.0.1/16"

  @tutorial-49 @tutorial-58
  Scenario: that is not so in general: a node reaches pods whose network it has no address in
    Given a kind cluster
    When I run "kubectl get nodes -o jsonpath={.items[0].spec.podCIDR}"
    Then the output contains "10.244."
    When node kind-control-plane connects to pod pod-demo on port 80
    Then it reaches pod pod-demo via PodIP

  @tutorial-50 @tutorial-51
  Scenario: the two pods are accepted and run
    Then the manifests are accepted
    When I run "kubectl get pods pod-httpd pod-nginx"
    Then the output is:
      """
      NAME        READY   STATUS    RESTARTS   AGE
      pod-httpd   1/1     Running   0          0s
      pod-nginx   1/1     Running   0          0s
      """
    When I run "kubectl exec pod-httpd -it -- hostname"
    Then the output is:
      """
      pod-httpd
      """

  @tutorial-52
  Scenario: pod-httpd gets the page of pod-nginx
    When pod-httpd connects to pod pod-nginx on port 80
    Then it reaches pod pod-nginx via PodIP
    And the response contains "Welcome to nginx!"

  @tutorial-53
  Scenario: the DNS Service, with the address that the page lost
    When I run "kubectl get svc kube-dns --namespace=kube-system -o wide"
    Then the output is:
      """
      NAME       TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)         AGE   SELECTOR
      kube-dns   ClusterIP   10.96.0.10   <none>        53/UDP,53/TCP   0s    k8s-app=kube-dns
      """

  @tutorial-54
  Scenario: resolv.conf, with the name server that the page lost
    Then the file /etc/resolv.conf of pod-nginx contains:
      """
      nameserver 10.96.0.10
      search default.svc.cluster.local svc.cluster.local cluster.local
      options ndots:5
      """
