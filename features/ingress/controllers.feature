Feature: an Ingress needs a controller
  The controller is a workload, not a part of Kubernetes: an Ingress that none serves has no address and no effect.

  Background:
    Given the manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {run: web}}
      spec: {containers: [{name: web, image: nginx}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {run: web}, ports: [{port: 80}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web}
      spec:
        ingressClassName: nginx
        rules:
          - host: web.example.com
            http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
      """

  Rule: without a controller nothing happens

    Scenario: no address, and no answer
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: minikube}
        spec: {extends: minikube, kubernetesVersion: "1.34"}
        """
      When I run "kubectl get ingress web"
      Then the output contains "web    nginx   web.example.com             80"
      When an external client curls http://web.example.com
      Then it fails to resolve
      And the explanation contains "Ingress default/web has no effect: there is no IngressClass nginx"

    Scenario: a name for the node does not help
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: minikube}
        spec: {extends: minikube, kubernetesVersion: "1.34"}
        """
      And the external host "web.example.com" at 192.168.99.105
      When an external client curls http://192.168.99.105 as "web.example.com"
      Then it is refused
      And the explanation contains "Ingress default/web has no effect"

    Scenario: with one, the same Ingress works
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: minikube}
        spec: {extends: minikube, kubernetesVersion: "1.34", ingressController: nginx}
        """
      When I run "kubectl get ingress web"
      Then the output contains "web    nginx   web.example.com   192.168.99.105   80"
      When an external client curls http://web.example.com
      Then it reaches pod web via Ingress

  Rule: the class chooses the controller

    Background:
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: minikube}
        spec: {extends: minikube, kubernetesVersion: "1.34", ingressController: nginx}
        """

    Scenario Outline: another class, or none, is left alone
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: other}
        spec:
          <class>
          rules:
            - host: other.example.com
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
        """
      When an external client curls http://other.example.com
      Then it fails to resolve
      And the explanation contains "<why>"

      Examples:
        | class                     | why                           |
        | ingressClassName: traefik | there is no IngressClass traefik |
        | # none                    | it names no class             |

    Scenario: the default class is filled in where an Ingress names none
      Given the manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: other}
        spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: nginx, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}
        spec: {controller: k8s.io/ingress-nginx}
        """
      When I run "kubectl get ingress other"
      Then the output contains "other   nginx   *       192.168.99.105   80"

  Rule: where the controller is reached depends on the cluster

    Scenario: behind a load balancer
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: cloud}
        spec: {extends: gke, ingressController: nginx}
        """
      When I run "kubectl get ingress web"
      Then the output contains "198.51.100."
      When an external client curls http://web.example.com
      Then it reaches pod web via Ingress
      And the explanation contains "by the load balancer of Service ingress-nginx/ingress-nginx-controller"

    Scenario: at a node port, where there is none
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: metal}
        spec: {extends: kubeadm, ingressController: nginx}
        """
      When an external client curls http://web.example.com
      Then it is refused
