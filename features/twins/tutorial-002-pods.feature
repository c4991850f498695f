@twin
Feature: the pods of the web edition, each with one thing broken
  Every scenario fails, and says why.

  Background:
    Given a minikube cluster

  @tutorial-35
  Scenario: the line "metadata:" is missing
    fails with: "tutorial-002-pods.feature:15:13: error: Nested mappings are not allowed in compact mappings"

    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
        name: pod-damaged
      """
    And a client pod busybox
    When busybox connects to pod pod-damaged on port 80
    Then it reaches pod pod-damaged

  @tutorial-36
  Scenario: the pod is renamed, and the spec is not
    fails with: "no pod or workload named "pod-centos" in namespace default"

    Given the manifests in examples/pods-and-nodes/manifests
    When pod-centos runs "hostname"
    Then the output contains "pod-demo"

  @tutorial-39
  Scenario: -c names the container that has curl; without it, the first has none
    fails with: "curl: command not found"

    Given the manifests in examples/pods-and-nodes/manifests
    When I run "kubectl exec pod-demo -- curl http://localhost"
    Then the output contains "It works!"

  @tutorial-44
  Scenario: the URL is missing
    fails with: "curl: try 'curl --help'"

    Given the manifests in examples/pods-and-nodes/manifests
    When container cntr-centos in pod pod-demo runs "curl"
    Then the output contains "It works!"

  @tutorial-46 @tutorial-47
  Scenario: the name is that of the pod before it was renamed
    fails with: "no name of the search list exists: pod-centos.default.svc.cluster.local"

    Given the manifests in examples/pods-and-nodes/manifests
    When container cntr-centos in pod pod-demo curls http://pod-centos
    Then it reaches pod pod-demo

  @tutorial-48
  Scenario Outline: <who>
    fails with: "<why>"

    Given the manifests in examples/pods-and-nodes/manifests
    When <client> connects to pod pod-demo on port <port>
    Then it reaches pod pod-demo via PodIP

    Examples:
      | who                           | client             | port | why                                                     |
      | the port is another           | node minikube      | 8080 | nobody in pod default/pod-demo listens on 8080/TCP      |
      | it is not the node that asks  | an external client | 80   | is a pod's address: no route leads to it from outside   |

  @tutorial-52
  Scenario: pod-nginx is another image, which does not listen
    fails with: "nobody in pod default/pod-nginx listens on 80/TCP"

    Given the manifests in examples/pods-and-nodes/manifests/pod-httpd.yaml
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-nginx}
      spec:
        containers: [{name: cntr-nginx, image: busybox, command: [sleep, "3600"]}]
      """
    When pod-httpd connects to pod pod-nginx on port 80
    Then it reaches pod pod-nginx via PodIP

  @tutorial-56
  Scenario: the pod has no labels
    fails with: "the pod has no labels and cannot be exposed"

    Given the manifests in examples/pods-and-nodes/manifests
    When I run "kubectl expose pod pod-nginx --type=NodePort --name servicename"
    Then the output contains "service/servicename exposed"
