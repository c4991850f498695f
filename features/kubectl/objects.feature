Feature: kubectl makes and removes objects
  What a command changes stays changed, and its words are those of a current kubectl and API server.

  Background:
    Given a flannel cluster
    And a client pod busybox

  Scenario: a Deployment is created, exposed and scaled
    When I run "kubectl create deployment nginx --image=nginx --port=80"
    Then the output is:
      """
      deployment.apps/nginx created
      """
    When I run "kubectl expose deploy/nginx --port=8080 --target-port=80 --name=nginx-service"
    Then the output is:
      """
      service/nginx-service exposed
      """
    When busybox curls nginx-service:8080
    Then it reaches a pod of deployment nginx via ClusterIP
    When busybox curls nginx-service:80
    Then it times out
    When I run "kubectl scale deploy/nginx --replicas=3"
    Then the output is:
      """
      deployment.apps/nginx scaled
      """
    When busybox curls nginx-service:8080
    Then it is balanced over 3 pods

  Scenario: what was deleted is gone, and what it owned with it
    When I run:
      """
      kubectl create deployment nginx --image=nginx
      kubectl expose deployment nginx --port=80
      kubectl delete svc/nginx
      """
    Then the output contains 'service "nginx" deleted'
    When busybox resolves nginx
    Then it fails to resolve
    When I run "kubectl delete deployments nginx"
    Then the output is:
      """
      deployment.apps "nginx" deleted
      """
    When I run "kubectl get rs,pods -l app=nginx"
    Then the output is:
      """
      No resources found in default namespace.
      """
    When I run "kubectl get svc nginx"
    Then the output is:
      """
      Error from server (NotFound): services "nginx" not found
      """
    And it exits with status 1

  Scenario: since 1.34 kubectl tells the namespace of what it deletes
    Given a kind cluster
    When I run "kubectl delete pod busybox"
    Then the output is:
      """
      pod "busybox" deleted from default namespace
      """

  Scenario: what exists is not created again
    When I run:
      """
      kubectl run web --image=nginx
      kubectl run web --image=nginx
      """
    Then the output contains "pod/web created"
    And the output contains 'Error from server (AlreadyExists): pods "web" already exists'
    And it exits with status 1
    When I run "kubectl create namespace default"
    Then the output contains 'Error from server (AlreadyExists): namespaces "default" already exists'

  Scenario: an applied manifest is created, unchanged, configured
    When I run "kubectl apply -f -" with:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
      """
    Then the output is:
      """
      service/web created
      """
    When I run "kubectl apply -f -" with:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
      """
    Then the output is:
      """
      service/web unchanged
      """
    When I run "kubectl apply -f -" with:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 81}]}}
      """
    Then the output is:
      """
      service/web configured
      """

  Scenario: a node port outside the range is rejected
    When I run "kubectl create -f -" with:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: nginx}
      spec: {type: NodePort, selector: {run: nginx}, ports: [{port: 80, nodePort: 8090}]}
      """
    Then the output is:
      """
      The Service "nginx" is invalid: spec.ports[0].nodePort: Invalid value: 8090: provided port is not in the valid range. The range of valid ports is 30000-32767
      """
    And it exits with status 1
    When I run "kubectl get svc nginx"
    Then it exits with status 1

  Scenario: a version that the server no longer has
    When I run "kubectl create -f -" with:
      """yaml
      apiVersion: extensions/v1beta1
      kind: Deployment
      metadata: {name: mariadb, namespace: default}
      spec:
        template:
          metadata: {labels: {run: mariadb}}
          spec: {containers: [{name: mariadb, image: mariadb}]}
      """
    Then the output is:
      """
      error: resource mapping not found for name: "mariadb" namespace: "default" from "STDIN": no matches for kind "Deployment" in version "extensions/v1beta1"
      ensure CRDs are installed first
      """

  Scenario: the same version on a server that still had it
    Given a minikube cluster
    When I run "kubectl create -f -" with:
      """yaml
      apiVersion: extensions/v1beta1
      kind: Deployment
      metadata: {name: mariadb}
      spec:
        template:
          metadata: {labels: {run: mariadb}}
          spec: {containers: [{name: mariadb, image: mariadb}]}
      """
    Then the output contains "deployment.apps/mariadb created"

  Scenario: a label that goes takes the pod out of its Service
    When I run:
      """
      kubectl run web --image=nginx --port=80 --expose
      kubectl label pod web run=other
      """
    Then the output contains "error: 'run' already has a value (web), and --overwrite is false"
    When busybox curls web
    Then it reaches pod web via ClusterIP
    When I run "kubectl label pod web run=other --overwrite"
    Then the output is:
      """
      pod/web labeled
      """
    When busybox curls web
    Then it is refused
