Feature: kubectl expose makes a Service from a pod
  Selector, port and labels come from the pod, so it needs labels.

  Background:
    Given a minikube cluster
    And the manifests in manifests

  @tutorial-55 @tutorial-57
  Scenario: a pod with a label and one container port
    When I run "kubectl expose pod pod-demo --type=NodePort --name servicename"
    Then the output is:
      """
      service/servicename exposed
      """
    When I run "kubectl get service servicename -o jsonpath='{.spec.type} {.spec.selector} {.spec.ports[0].port} {.spec.ports[0].targetPort}'"
    Then the output is:
      """
      NodePort {"component":"centos"} 80 80
      """
    When I run "kubectl get service servicename"
    Then the output contains "80:3"
    When pod-httpd curls http://servicename
    Then it reaches pod pod-demo via ClusterIP
    And the response contains "It works!"

  @tutorial-55 @tutorial-57
  Scenario: what expose made, written down, answers from outside
    When the manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: servicename}
      spec:
        type: NodePort
        selector: {component: centos}
        ports: [{port: 80, nodePort: 30080}]
      """
    And an external client curls 192.168.99.105:30080
    Then it reaches pod pod-demo via NodePort

  @tutorial-56
  Scenario Outline: <pod>, as the chapter writes it, has no labels and cannot be exposed
    When I run "kubectl expose pod <pod> --type=NodePort --name servicename"
    Then the output is:
      """
      error: couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed
      """
    And it exits with status 1

    Examples:
      | pod       |
      | pod-httpd |
      | pod-nginx |
