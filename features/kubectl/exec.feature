Feature: kubectl exec runs a command inside a container

  Background:
    Given a flannel cluster
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-demo}
      spec:
        containers:
          - {name: cntr-httpd, image: "httpd:latest", ports: [{containerPort: 80}]}
          - {name: cntr-busybox, image: busybox, command: [sleep, "3600"]}
      """

  Scenario: the first container runs it unless another is named
    When I run "kubectl exec pod-demo -- hostname"
    Then the output contains 'Defaulted container "cntr-httpd" out of: cntr-httpd, cntr-busybox'
    And the output contains "pod-demo"
    When I run "kubectl exec pod-demo -c cntr-busybox -it -- hostname"
    Then the output is:
      """
      pod-demo
      """

  Scenario: without the dashes it is an error since 1.31
    When I run "kubectl exec pod-demo -it /bin/bash"
    Then the output is:
      """
      error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead
      See 'kubectl exec -h' for help and examples
      """
    And it exits with status 1

  Scenario: the exit status is the command's
    When I run "kubectl exec pod-demo -c cntr-busybox -- wget -qO- nowhere"
    Then the output contains "wget: bad address 'nowhere'"
    And the output contains "command terminated with exit code 1"
    And it exits with status 1

  Scenario: a pod and a container that are not there
    When I run "kubectl exec nope -- hostname"
    Then the output is:
      """
      Error from server (NotFound): pods "nope" not found
      """
    When I run "kubectl exec pod-demo -c nope -- hostname"
    Then the output is:
      """
      Error from server (BadRequest): container nope is not valid for pod pod-demo
      """
