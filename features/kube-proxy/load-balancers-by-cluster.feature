Feature: where a Service of type LoadBalancer answers, by cluster

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: nginx, image: nginx, ports: [{containerPort: 80}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 8080, targetPort: 80, nodePort: 30080}]}
      """

  Rule: ServiceLB of K3s lends it the addresses of the nodes, each port once

    Background:
      Given a k3s cluster

    Scenario: it answers at its own port on every node
      When an external client curls 192.168.0.11:8080
      Then it reaches pod web via LoadBalancer
      When an external client curls 192.168.0.10:8080
      Then it reaches pod web via LoadBalancer

    Scenario: a second Service at that port stays pending
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web-too}
        spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 8080, targetPort: 80}]}
        """
      When I run "kubectl get service web-too"
      Then the output contains "<pending>"

    Scenario: where nodes are chosen by label, the others do not lend their address
      Given the nodes:
        | name     | address      | labels                                    |
        | server-1 | 192.168.0.10 |                                           |
        | agent-1  | 192.168.0.11 | svccontroller.k3s.cattle.io/enablelb=true |
      When an external client curls 192.168.0.11:8080
      Then it reaches pod web via LoadBalancer
      When an external client curls 192.168.0.10:8080
      Then it is refused

  Rule: Docker Desktop gives it localhost, the developer's own machine, which is outside the model

    Background:
      Given a docker-desktop cluster

    Scenario Outline: on its own machine a client outside may find it at <port>, or not
      When an external client curls http://<host>:<port>
      Then <answer>

      Examples:
        | host      | port  | answer        |
        | localhost | 8080  | it is unknown |
        | 127.0.0.1 | 8080  | it is unknown |
        | localhost | 30080 | it is unknown |
        | localhost | 80    | it is refused |

    Scenario: its node port answers on the node
      When an external client curls 192.168.65.3:30080
      Then it reaches pod web via NodePort

  Rule: a cluster without load balancers leaves it pending

    Scenario: a client's own machine is no part of the cluster
      Given a kubeadm cluster
      When an external client curls localhost:8080
      Then it is refused
