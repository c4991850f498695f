Feature: kubectl shows objects
  Tables are those that the API server makes; an AGE is always 0s, since a simulated cluster has no clock.

  Background:
    Given a minikube cluster
    And the manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-httpd, labels: {tier: web}}
      spec: {containers: [{name: cntr-httpd, image: "httpd:latest", ports: [{containerPort: 80}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-centos, labels: {component: centos}}
      spec:
        containers:
          - {name: cntr-httpd, image: "httpd:latest", ports: [{containerPort: 80}]}
          - {name: cntr-centos, image: centos, command: [/bin/bash, -c], args: ["sleep 10"]}
      """

  Scenario: pods, in the order of their names
    When I run "kubectl get pods"
    Then the output is:
      """
      NAME         READY   STATUS    RESTARTS   AGE
      pod-centos   2/2     Running   0          0s
      pod-httpd    1/1     Running   0          0s
      """
    When I run "kubectl get pods --show-labels --no-headers -l tier"
    Then the output is:
      """
      pod-httpd   1/1   Running   0     0s    tier=web
      """

  Scenario: the DNS Service
    When I run "kubectl get svc kube-dns --namespace=kube-system -o wide"
    Then the output is:
      """
      NAME       TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)         AGE   SELECTOR
      kube-dns   ClusterIP   10.96.0.10   <none>        53/UDP,53/TCP   0s    k8s-app=kube-dns
      """

  Scenario: one field of many objects
    When I run:
      """
      kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name}: {.spec.containers[*].name}{"\n"}{end}'
      """
    Then the output is:
      """
      pod-centos: cntr-httpd cntr-centos
      pod-httpd: cntr-httpd
      """
    When I run "kubectl get pods -o custom-columns=POD:.metadata.name,IMAGES:.spec.containers[*].image"
    Then the output is:
      """
      POD          IMAGES
      pod-centos   httpd:latest,centos
      pod-httpd    httpd:latest
      """
    When I run "kubectl get pod pod-centos -o yaml | grep -c podIP"
    Then the output is:
      """
      2
      """

  Scenario: what is not there
    When I run "kubectl get pods pod-nginx"
    Then the output is:
      """
      Error from server (NotFound): pods "pod-nginx" not found
      """
    And it exits with status 1
    When I run "kubectl get pods -n shop"
    Then the output is:
      """
      No resources found in shop namespace.
      """
    And it exits with status 0
    When I run "kubectl get podz"
    Then the output is:
      """
      error: the server doesn't have a resource type "podz"
      """

  Scenario: what kubectl itself does not understand
    When I run "kubectl run nginx --image=nginx --generator=run-pod/v1"
    Then the output is:
      """
      error: unknown flag: --generator
      See 'kubectl run --help' for usage.
      """
    When I run "kubectl gte pods"
    Then the output contains 'error: unknown command "gte" for "kubectl"'
