Feature: kubectl expose makes a Service from what it finds
  Selector, labels and ports come from the object that is exposed.

  Background:
    Given a flannel cluster
    And a client pod busybox
    And the manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-demo, labels: {component: centos}}
      spec: {containers: [{name: cntr-httpd, image: httpd, ports: [{containerPort: 80}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-httpd}
      spec: {containers: [{name: cntr-httpd, image: httpd, ports: [{containerPort: 80}]}]}
      """

  Scenario: a pod with a label and one port
    When I run "kubectl expose pod pod-demo --type=NodePort --name servicename"
    Then the output is:
      """
      service/servicename exposed
      """
    When I run "kubectl get svc servicename -o jsonpath='{.spec.selector}{.spec.ports[0].targetPort}'"
    Then the output is:
      """
      {"component":"centos"}80
      """
    When busybox curls servicename
    Then it reaches pod pod-demo via ClusterIP

  Scenario: a pod without labels
    When I run "kubectl expose pod pod-httpd --type=NodePort --name servicename"
    Then the output is:
      """
      error: couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed
      """
    And it exits with status 1

  Scenario: an object without ports
    When I run:
      """
      kubectl run web --image=nginx
      kubectl expose pod web
      """
    Then the output contains "error: couldn't find port via --port flag or introspection"
