Feature: an Ingress is a wish, and a controller fulfils it
  The Ingress is the resource. An ingress controller is no resource, as the tutorial says, but a workload: without one
  that serves its class, an Ingress does nothing.

  Background:
    Given a docker-desktop cluster
    And the manifests in examples/ingress/manifests

  Rule: without a controller

    @tutorial-87 @tutorial-89
    Scenario: the Ingress is accepted, and nothing happens
      Then the manifests are accepted
      When I run "kubectl get ingress"
      Then the output is:
        """
        NAME   CLASS   HOSTS              ADDRESS   PORTS   AGE
        shop   nginx   shop.example.com             80      0s
        """
      When an external client curls http://shop.example.com
      Then it fails to resolve
      And the explanation contains "Ingress default/shop has no effect: there is no IngressClass nginx"
      When an external client curls http://192.168.65.3 as "shop.example.com"
      Then it is refused

    @tutorial-87
    Scenario: a class alone fulfils nothing either
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: nginx}
        spec: {controller: k8s.io/ingress-nginx}
        """
      When an external client curls http://shop.example.com
      Then it fails to resolve
      And the explanation contains "no controller for class nginx (k8s.io/ingress-nginx) is known to run"

    @tutorial-87
    Scenario: inside the cluster the Service answers as ever, with or without an Ingress
      Given a client pod busybox
      When busybox curls http://web:8080
      Then it reaches pod web via ClusterIP

  Rule: with a controller

    Background:
      Given the manifests in examples/ingress/controller

    @tutorial-88 @tutorial-89
    Scenario: a request for the host goes to the backend of its rule
      When an external client curls http://192.168.65.3:30080 as "shop.example.com"
      Then it reaches pod web via Ingress
      And the response contains "Welcome to nginx!"

    @tutorial-88
    Scenario: the controller is a pod, and it is whom the backend sees
      When I run "kubectl get pods -n ingress-nginx -o name"
      Then the output contains "pod/ingress-nginx-controller-"
      When an external client curls http://192.168.65.3:30080 as "shop.example.com"
      Then the source address seen by the pod is 10.1.0.x

    @tutorial-88
    Scenario: a request for another host is nobody's
      When an external client curls http://192.168.65.3:30080 as "blog.example.com"
      Then the response status is 404
      And the explanation contains "the host is shop.example.com, not blog.example.com"
