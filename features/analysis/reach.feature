Feature: who can reach what
  "can reach" holds if a client gets through on every way, "cannot reach" if it gets through on none; what is in between, or
  beyond the model, is neither.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: frontend, labels: {app: frontend}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: guest, labels: {app: guest}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: cart, labels: {app: cart}}, spec: {containers: [{name: c, image: example/cart, ports: [{containerPort: 7070}]}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: cart}, spec: {type: NodePort, selector: {app: cart}, ports: [{name: main, port: 7070, nodePort: 30070}, {name: admin, port: 7071}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: nobody}, spec: {selector: {app: nobody}, ports: [{port: 80}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: cart}
      spec: {podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{podSelector: {matchLabels: {app: frontend}}}]}]}
      """
    And the external host "bank.example" at 203.0.113.10

  Scenario Outline: <client> <can or cannot> reach <target>
    Then <client> <can or cannot> reach <target>

    Examples:
      | client             | can or cannot | target                | because                                          |
      | frontend           | can           | cart:7070             | its policy lets it in                            |
      | guest              | cannot        | cart:7070             | it lets nobody else in                           |
      | frontend           | cannot        | cart:7071             | nobody listens there                             |
      | pod frontend       | cannot        | nobody:80             | there are no endpoints                           |
      | default/frontend   | can           | default/cart:7070     | namespace and name stand for the Service         |
      | guest              | can           | default/frontend:80   | and for a pod where there is no Service          |
      | guest              | cannot        | default/frontend:81   | which listens on its own port alone              |
      | an external client | cannot        | 192.168.0.11:30070    | the policy admits nobody from outside            |
      | guest              | can           | https://bank.example  | an external host is there                        |

  Scenario: what one connection comes to
    When frontend connects to cart:7070
    Then it connects
    When every pod curls bank.example
    Then it connects
