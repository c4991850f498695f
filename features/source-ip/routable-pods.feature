Feature: clusters whose pods have addresses of the network outside
  Where a VPC has routes to pods, load balancers and machines in it connect to them without a node in between, and pods keep
  their addresses towards it.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
      """
    And a client pod busybox

  Scenario Outline: <profile>: a client at <client> <outcome>
    Given a <profile> cluster
    When the external client <client> connects to pod web on port 80
    Then it <outcome>

    Examples:
      | profile     | client       | outcome         |
      | aws-vpc-cni | 192.168.64.9 | reaches pod web |
      | eks         | 192.168.64.9 | reaches pod web |
      | eks         | 203.0.113.7  | times out       |
      | gke         | 10.128.0.200 | reaches pod web |
      | gke         | 35.191.0.7   | reaches pod web |
      | gke         | 203.0.113.7  | times out       |
      | aks-azure   | 10.224.9.9   | reaches pod web |
      | aks-kubenet | 10.224.9.9   | times out       |
      | kind        | 172.18.0.9   | times out       |

  Scenario Outline: <profile>: a host at <address> sees <source>
    Given a <profile> cluster
    And the external host "db.corp.example" at <address>
    When busybox connects to db.corp.example port 5432
    Then it reaches host db.corp.example
    And the source address seen is <source>

    Examples:
      | profile     | address      | source           |
      | eks         | 192.168.64.9 | 192.168.130.x |
      | eks         | 198.18.5.5   | 192.168.89.10 |
      | gke         | 10.128.0.200 | 10.4.x.x |
      | gke         | 8.8.8.8      | 10.128.0.x |
      | aks-azure   | 10.224.9.9   | 10.224.128.x     |
      | kind        | 172.18.0.9   | 172.18.0.x |

  Scenario: routers that learned the ranges of pods and Services
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: bgp}
      spec: {extends: calico, network: {routableFrom: {pods: [10.20.0.0/16], services: [10.20.0.0/16]}}}
      """
    And the manifest:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: fixed}, spec: {clusterIP: 10.96.0.80, selector: {app: web}, ports: [{port: 80}]}}
      """
    When the external client 10.20.0.7 connects to pod web on port 80
    Then it reaches pod web
    And the source address seen by the pod is 10.20.0.7
    When the external client 10.20.0.7 connects to 10.96.0.80 port 80
    Then it reaches pod web via ClusterIP
    When the external client 10.21.0.7 connects to 10.96.0.80 port 80
    Then it times out
    When the external client 10.21.0.7 connects to pod web on port 80
    Then it times out
    And the explanation contains "no route leads to it from outside the cluster"
