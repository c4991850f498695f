Feature: nodes that keep pods off
  A taint keeps away every pod that does not tolerate it; a cordon is such a taint for all pods but those of DaemonSets.

  Background:
    Given the nodes:
      | name | taints                      |
      | gpu  | hardware=gpu:NoSchedule     |

  Scenario: without a toleration the pod waits
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: web, image: nginx}]}
      """
    Then pod web is pending with "0/1 nodes are available: 1 node(s) had untolerated taint"

  Scenario: with one it runs
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        tolerations: [{key: hardware, value: gpu, effect: NoSchedule}]
        containers: [{name: web, image: nginx}]
      """
    Then pod web runs on node gpu

  Scenario: a toleration of another value is none
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        tolerations: [{key: hardware, value: fpga, effect: NoSchedule}]
        containers: [{name: web, image: nginx}]
      """
    Then pod web is pending with "untolerated taint"

  Scenario: the control plane keeps workloads off
    Given a kubeadm cluster
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        nodeSelector: {node-role.kubernetes.io/control-plane: ""}
        containers: [{name: web, image: nginx}]
      """
    Then pod web is pending with "untolerated taint"
