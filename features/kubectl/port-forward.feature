Feature: kubectl port-forward
  The kubelet of the pod's node connects to the pod's own loopback address.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: nginx, image: nginx, ports: [{name: http, containerPort: 80}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{name: front, port: 8080, targetPort: http}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: closed}
      spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
      """

  Scenario Outline: <arguments> leads to a port of the pod, past every policy
    When I run "kubectl port-forward <arguments>"
    Then the output contains "Forwarding from 127.0.0.1:<local> -> <remote>"
    And it exits with status 0

    Examples:
      | arguments          | local | remote |
      | pod/web 80         | 80    | 80     |
      | web 9000:80        | 9000  | 80     |
      | pod/web 9000:http  | 9000  | 80     |
      | service/web 8080   | 8080  | 80     |
      | svc/web 9000:front | 9000  | 80     |
      | svc/web 9000:8080  | 9000  | 80     |

  Scenario Outline: <arguments> is an error
    When I run "kubectl port-forward <arguments>"
    Then the output contains "<error>"
    And it exits with status 1

    Examples:
      | arguments        | error                                          |
      | service/web 80   | Service web does not have a service port 80    |
      | service/web none | Service web does not have a service port named |
      | pod/web none     | Pod 'web' does not have a named port 'none'    |
      | pod/web          | TYPE/NAME and list of ports are required       |
      | pod/nobody 80    | Error from server (NotFound): pods             |
