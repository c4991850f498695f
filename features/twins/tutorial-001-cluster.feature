@twin
Feature: pods and Services of the second tutorial, each with one thing broken
  Every scenario fails, and says why.

  Rule: pods

    Background:
      Given the manifests in examples/cluster-networking

    @tutorial-59
    Scenario: the server's port is another
      fails with: "listens on 8080/TCP; it listens on 80/TCP"

      When visitors/on-a connects to 10.3.5.6 port 8080
      Then it reaches pod 10.3.5.6 via PodIP

    @tutorial-59 @tutorial-75
    Scenario: a policy lets nobody in
      fails with: "NetworkPolicy my-namespace/nobody isolates ingress, and no rule allows it"

      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: nobody, namespace: my-namespace}
        spec: {podSelector: {matchLabels: {app: web}}}
        """
      When visitors/on-a connects to 10.3.5.6 port 80
      Then it reaches pod 10.3.5.6 via PodIP

    @tutorial-60
    Scenario: the pod's node is down
      fails with: "node node-c is down"

      When node node-c goes down
      And node node-a connects to 10.3.5.6 port 80
      Then it reaches pod 10.3.5.6 via PodIP

    @tutorial-61
    Scenario: outside the cluster the node's address masks the pod's
      fails with: "it sees 192.168.1.11"

      Given the external host "example.com" at 203.0.113.10
      When visitors/on-a curls http://example.com
      Then the source address seen is 10.1.0.4

    @tutorial-63
    Scenario: both pods want the port of the node
      fails with: "didn't have free ports for the requested pod ports"

      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: one}
        spec:
          nodeSelector: {kubernetes.io/hostname: node-a}
          containers: [{name: nginx, image: nginx, ports: [{containerPort: 80, hostPort: 80}]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: two}
        spec:
          nodeSelector: {kubernetes.io/hostname: node-a}
          containers: [{name: nginx, image: nginx, ports: [{containerPort: 80, hostPort: 80}]}]
        """
      Then pod two runs on node node-a

    @tutorial-74
    Scenario: two containers of a pod want the same port
      fails with: "1/2     CrashLoopBackOff"

      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - {name: first, image: nginx, ports: [{containerPort: 80}]}
            - {name: second, image: httpd, ports: [{containerPort: 80}]}
        """
      When I run "kubectl get pod web"
      Then the output contains "2/2     Running"

  Rule: Services

    Background:
      Given the manifests in examples/cluster-networking

    @tutorial-78
    Scenario: the selector has a typo
      fails with: "but:      it has none"

      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: my-svc, namespace: my-namespace}
        spec:
          clusterIP: 10.23.1.2
          selector: {app: webb}
          ports: [{port: 80}]
        """
      Then service my-namespace/my-svc has endpoints 10.1.0.3:80, 10.2.3.5:80, 10.3.5.6:80

    @tutorial-79
    Scenario: the address is not of the Service range
      fails with: "the provided IP (10.24.1.2) is not in the valid range. The range of valid IPs is 10.23.0.0/16"

      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: astray, namespace: my-namespace}
        spec:
          clusterIP: 10.24.1.2
          selector: {app: web}
          ports: [{port: 80}]
        """
      When visitors/on-a curls http://10.24.1.2
      Then it is balanced over 3 pods

    @tutorial-80
    Scenario: the namespace is left out
      fails with: "is in namespace my-namespace: ask for my-svc.my-namespace"

      When visitors/on-a curls http://my-svc
      Then it is balanced over 3 pods

    @tutorial-81
    Scenario Outline: <what>
      fails with: "<why>"

      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: my-svc, namespace: my-namespace}
        spec:
          clusterIP: 10.23.1.2
          selector: {app: <app>}
          ports: [{port: <port>, targetPort: <target>}]
        """
      And visitors/on-a curls http://10.23.1.2
      Then it is balanced over 3 pods

      Examples:
        | what                          | app  | port | target | why                                                   |
        | the selector has a typo       | webb | 80   | 80     | no pod in namespace my-namespace has app=webb         |
        | the Service's port is another | web  | 8080 | 80     | answers on 8080/TCP, not 80/TCP: 80 is its targetPort |
        | the target port is another    | web  | 80   | 8080   | listens on 8080/TCP; it listens on 80/TCP             |

    @tutorial-84
    Scenario: the Service is asked for in another namespace
      fails with: "Service backend/service-a: is in namespace backend: ask for service-a.backend"

      When visitors/on-b resolves service-a.frontend.svc.cluster.local
      Then it resolves to 10.23.5.5

    @tutorial-85
    Scenario: who kept the old address of a Service that was made anew gets no answer
      fails with: "no rule on node node-a translates 10.23.1.2:80"

      When the service my-namespace/my-svc is deleted
      And the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: my-svc, namespace: my-namespace}
        spec:
          clusterIP: 10.23.1.3
          selector: {app: web}
          ports: [{port: 80}]
        """
      And visitors/on-a curls http://10.23.1.2
      Then it is balanced over 3 pods
