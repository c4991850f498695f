Feature: the tutorial's session with WordPress
  What the tutorial types, and what a current kubectl prints.

  Rule: Deployments are of apps/v1

    @tutorial-153
    Scenario: the tutorial's extensions/v1beta1 is gone since 1.16
      Given a flannel cluster
      When I run "kubectl create -f -" with:
        """yaml
        apiVersion: extensions/v1beta1
        kind: Deployment
        metadata: {name: mariadb, namespace: default, generation: 1, labels: {run: mariadb}}
        spec:
          selector: {matchLabels: {run: mariadb}}
          template:
            metadata: {labels: {run: mariadb}}
            spec: {containers: [{name: mariadb, image: "bitnami/mariadb:latest", ports: [{containerPort: 3306}]}]}
        """
      Then the output is:
        """
        error: resource mapping not found for name: "mariadb" namespace: "default" from "STDIN": no matches for kind "Deployment" in version "extensions/v1beta1"
        ensure CRDs are installed first
        """
      And it exits with status 1

    @tutorial-153
    Scenario: a server of 2019 took it
      Given a minikube cluster
      When I run "kubectl create -f -" with:
        """yaml
        apiVersion: extensions/v1beta1
        kind: Deployment
        metadata: {name: mariadb, namespace: default, generation: 1, labels: {run: mariadb}}
        spec:
          selector: {matchLabels: {run: mariadb}}
          template:
            metadata: {labels: {run: mariadb}}
            spec: {containers: [{name: mariadb, image: "bitnami/mariadb:latest", ports: [{containerPort: 3306}]}]}
        """
      Then the output contains "deployment.apps/mariadb created"

  Rule: the database, then its Service

    Background:
      Given a flannel cluster
      And a client pod busybox

    @tutorial-154
    Scenario: the Deployment makes a ReplicaSet, and that a pod
      Until 1.10 kubectl said: deployment "mariadb" created
      When I run "kubectl create -f manifests/mariadb-deploy.yaml"
      Then the output is:
        """
        deployment.apps/mariadb created
        """
      When I run "kubectl get all -l run=mariadb | grep -c -E '^(pod|deployment.apps|replicaset.apps)/mariadb'"
      Then the output is:
        """
        3
        """
      When I run "kubectl get all -l run=mariadb"
      Then the output contains "1/1     Running   0"
      And the output contains "deployment.apps/mariadb   1/1     1            1"
      And the output does not contain "service/"

    @tutorial-155
    Scenario: the Service has an address of the cluster
      When I run "kubectl create -f manifests/mariadb-svc.yaml"
      Then the output is:
        """
        service/mariadb created
        """
      When I run "kubectl get service -l run=mariadb"
      Then the output contains "mariadb   ClusterIP   10.254."
      And the output contains "<none>        3306/TCP"

    @tutorial-156
    Scenario: its endpoint is the pod
      When I run:
        """
        kubectl create -f manifests/mariadb-deploy.yaml
        kubectl create -f manifests/mariadb-svc.yaml
        kubectl describe svc mariadb
        """
      Then the output contains "Selector:                 run=mariadb"
      And the output contains "Port:                     <unset>  3306/TCP"
      And the output contains "Endpoints:                172.30."
      And service mariadb has endpoints 172.30.x.x:3306

    @tutorial-158
    Scenario: the database may move, its name stays
      When I run:
        """
        kubectl create -f manifests/mariadb-deploy.yaml
        kubectl create -f manifests/mariadb-svc.yaml
        """
      And the manifest is applied:
        """yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: mariadb}
        spec:
          selector: {matchLabels: {run: mariadb}}
          template:
            metadata: {labels: {run: mariadb}}
            spec: {nodeName: kuben05, containers: [{name: mariadb, image: bitnami/mariadb, ports: [{containerPort: 3306}]}]}
        """
      Then service mariadb has endpoints 172.30.41.x:3306
      When the manifest is applied:
        """yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: mariadb}
        spec:
          selector: {matchLabels: {run: mariadb}}
          template:
            metadata: {labels: {run: mariadb}}
            spec: {nodeName: kuben06, containers: [{name: mariadb, image: bitnami/mariadb, ports: [{containerPort: 3306}]}]}
        """
      Then service mariadb has endpoints 172.30.5.x:3306
      When busybox resolves mariadb
      Then it resolves to the cluster IP of service mariadb
      When busybox curls mariadb:3306
      Then it reaches a pod of deployment mariadb via ClusterIP

  Rule: the blog, then its Service

    Background:
      Given a flannel cluster

    @tutorial-159
    Scenario: the blog has two ports and seven variables
      Until 1.10 kubectl said: deployment "wordpress" created
      When I run "kubectl create -f manifests/wordpress-deploy.yaml"
      Then the output is:
        """
        deployment.apps/wordpress created
        """
      When I run "kubectl get deployment wordpress -o jsonpath='{.spec.template.spec.containers[0].ports[*].containerPort}'"
      Then the output is:
        """
        80 443
        """
      When I run:
        """
        kubectl exec deploy/wordpress -- env | grep -c -E '^(MARIADB_(HOST|PORT)|WORDPRESS_(DATABASE_(NAME|USER|PASSWORD)|USERNAME|PASSWORD))='
        """
      Then the output is:
        """
        7
        """

    @tutorial-162
    Scenario: a Deployment alone has no Service
      When I run "kubectl create -f manifests/wordpress-deploy.yaml"
      And I run "kubectl get all -l run=blog -o name | grep -o '^[a-z.]*/'"
      Then the output is:
        """
        pod/
        deployment.apps/
        replicaset.apps/
        """

    @tutorial-163
    Scenario: the Service gets the node port that it asks for
      When I run "kubectl create -f manifests/wordpress-svc.yaml"
      Then the output is:
        """
        service/wordpress created
        """
      When I run "kubectl get svc wordpress -o jsonpath='{.spec.type} {.spec.ports[0].nodePort}'"
      Then the output is:
        """
        NodePort 31080
        """

    @tutorial-164
    Scenario: it is listed beside the same pod and ReplicaSet
      Until 1.7 kubectl showed <nodes> where it shows <none> now.
      When I run:
        """
        kubectl create -f manifests/wordpress-deploy.yaml
        kubectl label pods,replicasets -l run=blog seen=before
        kubectl create -f manifests/wordpress-svc.yaml
        kubectl get all -l run=blog
        """
      Then the output contains "service/wordpress   NodePort   10.254."
      And the output contains "<none>        80:31080/TCP"
      When I run "kubectl get pods,replicasets -l run=blog,seen=before -o name | grep -c /wordpress-"
      Then the output is:
        """
        2
        """
      When I run "kubectl get pods,replicasets -l run=blog -o name | grep -c /wordpress-"
      Then the output is:
        """
        2
        """

    @tutorial-165
    Scenario: described, it has the pod's address and port
      When I run:
        """
        kubectl create -f manifests/wordpress-deploy.yaml
        kubectl create -f manifests/wordpress-svc.yaml
        kubectl describe svc/wordpress
        """
      Then the output contains "Type:                     NodePort"
      And the output contains "NodePort:                 <unset>  31080/TCP"
      And the output contains "Endpoints:                172.30."
      And service wordpress has endpoints 172.30.x.x:80

  Rule: both together

    Background:
      Given the manifests in examples/wordpress

    @tutorial-160
    Scenario: the container's own MARIADB_PORT hides the Service's
      When deployment wordpress runs "printenv MARIADB_PORT MARIADB_SERVICE_PORT"
      Then the output is:
        """
        3306
        3306
        """
      When deployment wordpress runs "printenv MARIADB_SERVICE_HOST MARIADB_PORT_3306_TCP"
      Then the output contains "tcp://10.254."
      When busybox runs "printenv MARIADB_PORT"
      Then the output contains "tcp://10.254."

    @tutorial-161
    Scenario: both call the database by the same name, misspelt as it is
      When deployment mariadb runs "printenv MARIADB_DATABASE"
      Then the output is:
        """
        workpress
        """
      When deployment wordpress runs "printenv WORDPRESS_DATABASE_NAME"
      Then the output is:
        """
        workpress
        """

    @tutorial-166
    Scenario Outline: wget of an outsider saves the page of <worker>
      When an external client runs "wget <worker>:31080"
      Then the output contains "Connecting to <worker>:31080... connected."
      And the output contains "HTTP request sent, awaiting response... 200 OK"
      And the output contains "Saving to: ‘index.html’"
      And it exits with status 0

      Examples:
        | worker      |
        | 10.10.10.85 |
        | 10.10.10.86 |

    @tutorial-167
    Scenario: port 443 is the container's, and nobody else's
      When busybox connects to wordpress port 443
      Then it times out
      When an external client connects to 10.10.10.86:443
      Then it is refused

    @tutorial-168
    Scenario Outline: outside, the database is nowhere: not on <machine>
      When an external client connects to <machine>:3306
      Then it is refused

      Examples:
        | machine     |
        | 10.10.10.80 |
        | 10.10.10.85 |
        | 10.10.10.86 |

    @tutorial-169
    Scenario: without a NetworkPolicy whatever listens is open to every pod
      Then every pod can reach mariadb:3306
      And every pod can reach wordpress:80
