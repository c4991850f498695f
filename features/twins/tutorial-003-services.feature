Feature: the flannel tutorial's Services, each with one thing broken
  Every scenario fails, and says why.

  Background:
    Given a flannel cluster
    And the manifests in examples/services-flannel/nginx-deploy.yaml
    And the manifests in examples/services-flannel/busybox.yaml

  @twin @tutorial-113
  Scenario: a node selector holds both replicas on one node
    fails with: "172.30.41."
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: pinned}
      spec:
        replicas: 2
        selector: {matchLabels: {run: pinned}}
        template:
          metadata: {labels: {run: pinned}}
          spec:
            nodeSelector: {kubernetes.io/hostname: kuben05}
            containers: [{name: nginx, image: nginx}]
      """
    When I run "kubectl get pods -l run=pinned -o wide"
    Then the output contains "kuben06"

  @twin @tutorial-117
  Scenario: the Service is headless
    fails with: "it resolves to 172.30."
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx-service}
      spec: {clusterIP: None, selector: {run: nginx}, ports: [{port: 80}]}
      """
    When busybox resolves nginx-service
    Then it resolves to 10.254.x.x

  @twin @tutorial-122
  Scenario: the selector has a typo
    fails with: "has no endpoints: no pod in namespace default has run=ngnix"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx-service}
      spec: {clusterIP: 10.254.247.153, selector: {run: ngnix}, ports: [{port: 80}]}
      """
    When busybox curls 10.254.247.153:80
    Then it reaches a pod of deployment nginx via ClusterIP

  @twin @tutorial-123
  Scenario: kube-proxy runs on the master too
    fails with: "and the source becomes an address of node kubem00"
    Given the nodes:
      | name    | address     | pod CIDR       | roles         |
      | kubem00 | 10.10.10.80 | 172.30.33.0/24 | control-plane |
      | kuben05 | 10.10.10.85 | 172.30.41.0/24 |               |
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx-service}
      spec: {clusterIP: 10.254.247.153, selector: {run: nginx}, ports: [{port: 80}]}
      """
    When node kubem00 curls 10.254.247.153:80
    Then it times out

  @twin @tutorial-124
  Scenario: the Service has another port
    fails with: "Service default/nginx-service answers on 8080/TCP, not 80/TCP: 80 is its targetPort"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx-service}
      spec: {clusterIP: 10.254.247.153, selector: {run: nginx}, ports: [{port: 8080, targetPort: 80}]}
      """
    When node kuben05 curls 10.254.247.153:80
    Then it reaches a pod of deployment nginx via ClusterIP

  @twin @tutorial-125
  Scenario: the client is a node, and not outside
    fails with: "and the source becomes an address of node kuben05"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx-service}
      spec: {clusterIP: 10.254.247.153, selector: {run: nginx}, ports: [{port: 80}]}
      """
    When node kuben05 curls 10.254.247.153:80
    Then it times out

  @twin @tutorial-127
  Scenario: the other name has a typo
    fails with: "it resolves to search.gogle.com"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: search}
      spec: {type: ExternalName, externalName: search.gogle.com}
      """
    When busybox looks up the CNAME record of search
    Then it resolves to CNAME search.google.com

  @twin @tutorial-131
  Scenario: the API server's range is another
    fails with: "Invalid value: 31608: provided port is not in the valid range. The range of valid ports is 20000-22767"
    Given the cluster in low-node-ports.yaml
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx-service}
      spec: {type: NodePort, selector: {run: nginx}, ports: [{port: 80, nodePort: 31608}]}
      """
    When an external client curls 10.10.10.85:31608
    Then it reaches a pod of deployment nginx via NodePort

  @twin @tutorial-134
  Scenario: kube-proxy runs on the master too, and opens the port there
    fails with: "10.10.10.80:31608 becomes 172.30."
    Given the nodes:
      | name    | address     | pod CIDR       | roles         |
      | kubem00 | 10.10.10.80 | 172.30.33.0/24 | control-plane |
      | kuben05 | 10.10.10.85 | 172.30.41.0/24 |               |
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx-service}
      spec: {type: NodePort, selector: {run: nginx}, ports: [{port: 80, nodePort: 31608}]}
      """
    When an external client curls 10.10.10.80:31608
    Then it is refused

  @twin @tutorial-135
  Scenario: the Service keeps to the pods of the worker that was asked
    fails with: "externalTrafficPolicy is Local, and node kuben06 has no endpoint of Service default/only"
    Given the manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: only, labels: {run: only}}
      spec: {nodeName: kuben05, containers: [{name: nginx, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: only}
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        selector: {run: only}
        ports: [{port: 80, nodePort: 31608}]
      """
    When an external client curls 10.10.10.86:31608
    Then it reaches pod only via NodePort

  @twin @tutorial-136
  Scenario: the node port is of the range
    fails with: "they are accepted"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx}
      spec: {type: NodePort, selector: {run: nginx}, ports: [{port: 80, nodePort: 30080}]}
      """
    Then the manifests are rejected with "provided port is not in the valid range"

  @twin @tutorial-136
  Scenario: the tutorial's node port, taken for granted
    fails with: "Invalid value: 8090: provided port is not in the valid range. The range of valid ports is 30000-32767"
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx}
      spec: {type: NodePort, selector: {run: nginx}, ports: [{port: 80, nodePort: 8090}]}
      """
    When an external client curls 10.10.10.85:8090
    Then it reaches a pod of deployment nginx via NodePort
