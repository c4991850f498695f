Feature: the namespace of what names none
  Manifests often name no namespace: whoever applies them says it, as the current namespace of a kubectl context or by `-n`.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {nodeName: worker-1, containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: guest, namespace: office}, spec: {containers: [{name: c, image: nginx}]}}
      """
    And a client pod probe

  Scenario: manifests that name none go there, and names are looked for there
    Given the current namespace is "shop"
    Then pod web runs on node worker-1
    And service web has endpoints 10.244.1.x:80
    And probe can reach web:80
    When shop/probe curls web.shop.svc.cluster.local
    Then it reaches pod shop/web via ClusterIP

  Scenario: what names one stays where it is
    Given the current namespace is "shop"
    Then office/guest can reach web.shop:80
    When office/guest resolves web
    Then it fails to resolve

  Scenario: without a word it is default
    Then probe can reach web.default:80
    And pod default/web runs on node worker-1

  Scenario: what is applied later goes there too, and kubectl asks there
    Given the current namespace is "shop"
    When pod probe is deleted
    And I run "kubectl get pods -o name"
    Then the output is:
      """
      pod/web
      """
    When I run "kubectl create service clusterip late --tcp=80"
    And I run "kubectl get services -n shop -o name"
    Then the output is:
      """
      service/late
      service/web
      """
