Feature: the ports of a rule
  They are those on which the pod listens, whatever port its Service has.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: old, labels: {app: api, version: one}}
      spec: {nodeName: worker-1, containers: [{name: c, image: registry.example/api, ports: [{name: http, containerPort: 8080}, {containerPort: 9090}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: new, labels: {app: api, version: two}}
      spec: {containers: [{name: c, image: registry.example/api, ports: [{containerPort: 8080}, {name: http, containerPort: 9090}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: plain, labels: {app: api, version: three}}
      spec: {containers: [{name: c, image: registry.example/api, ports: [{containerPort: 8080}, {name: http, containerPort: 9090, protocol: UDP}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: old}
      spec: {selector: {version: one}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: plain-direct}
      spec: {clusterIP: None, selector: {version: three}}
      """
    And a client pod busybox

  Scenario: a named port is looked up on each destination, by name and protocol
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec: {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: http}]}]}
      """
    When busybox connects to pod old on port 8080
    Then it reaches pod old via PodIP
    When busybox connects to pod old on port 9090
    Then it is denied by network policy api
    And the explanation contains "port 9090/TCP is not http/TCP (8080 on pod default/old)"
    When busybox connects to pod new on port 9090
    Then it reaches pod new via PodIP
    When busybox connects to pod new on port 8080
    Then it is denied by network policy api
    When busybox connects to pod plain on port 8080
    Then it is denied by network policy api
    And the explanation contains "port 8080/TCP is not http/TCP (pod default/plain has no such port)"

  Scenario: on the way out, too, it is the destination that has the name
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec:
        podSelector: {matchLabels: {role: client}}
        policyTypes: [Egress]
        egress: [{to: [{podSelector: {}}], ports: [{port: http}]}]
      """
    And a client pod probe with labels:
      | role | client |
    When probe connects to pod old on port 8080
    Then it reaches pod old via PodIP
    When probe connects to pod new on port 9090
    Then it reaches pod new via PodIP
    When probe connects to pod new on port 8080
    Then it is denied by network policy out

  Scenario: a name asks for the protocol as well
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec: {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: http, protocol: UDP}]}]}
      """
    When busybox connects to plain-direct port 9090 over UDP
    Then it reaches pod plain via Headless
    When busybox connects to pod old on port 8080
    Then it is denied by network policy api
    And the explanation contains "port 8080/TCP is not http/UDP (pod default/old has no such port)"

  Scenario: a sidecar's port has a name, an init container's has none
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: mesh, labels: {app: api}}
      spec:
        initContainers:
          - {name: setup, image: registry.example/setup, ports: [{name: setup, containerPort: 7000}]}
          - {name: proxy, image: registry.example/proxy, restartPolicy: Always, ports: [{name: admin, containerPort: 7001}]}
        containers: [{name: c, image: registry.example/api, ports: [{containerPort: 7000}]}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec: {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: setup}, {port: admin}]}]}
      """
    When busybox connects to pod mesh on port 7001
    Then it reaches pod mesh via PodIP
    When busybox connects to pod mesh on port 7000
    Then it is denied by network policy api

  Scenario: a name may stand beside an ipBlock where pods are the destination
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: outside}
      spec: {type: NodePort, externalTrafficPolicy: Local, selector: {version: one}, ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}, {name: more, port: 81, targetPort: 9090, nodePort: 30081}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec: {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: http}]}]}
      """
    When the external client 203.0.113.7 connects to 192.168.0.11:30080
    Then it reaches pod old via NodePort
    When the external client 203.0.113.7 connects to 192.168.0.11:30081
    Then it is denied by network policy api
    When the external client 198.51.100.7 connects to 192.168.0.11:30080
    Then it is denied by network policy api
    And the explanation contains "198.51.100.7 is not in 203.0.113.0/24"

  Scenario: an address outside has no port names
    Given the external host "api.example" at 203.0.113.10
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec:
        podSelector: {matchLabels: {role: client}}
        policyTypes: [Egress]
        egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: http}]}]
      """
    And a client pod probe with labels:
      | role | client |
    When probe connects to 203.0.113.10:80
    Then it is denied by network policy out
    And the explanation contains "port 80/TCP is not http/TCP (only pods have port names)"
    When probe connects to pod old on port 8080
    Then it reaches pod old via PodIP

  Scenario Outline: a range includes both its ends: port <port>
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: many, labels: {app: many}}
      spec: {containers: [{name: c, image: registry.example/many, ports: [{containerPort: 7999}, {containerPort: 8000}, {containerPort: 8050}, {containerPort: 8100}, {containerPort: 8101}]}]}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: many}, spec: {clusterIP: None, selector: {app: many}}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: many}
      spec: {podSelector: {matchLabels: {app: many}}, ingress: [{ports: [{port: 8000, endPort: 8100}]}]}
      """
    Then the connectivity is:
      |         | many:<port> |
      | busybox | <verdict>   |

    Examples:
      | port | verdict |
      | 7999 | timeout |
      | 8000 | ✓       |
      | 8050 | ✓       |
      | 8100 | ✓       |
      | 8101 | timeout |

  Scenario: a protocol alone stands for all of its ports, and for those of no other protocol
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec: {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{protocol: UDP}]}]}
      """
    When busybox connects to plain-direct port 9090 over UDP
    Then it reaches pod plain
    When busybox connects to pod plain on port 8080
    Then it is denied by network policy api
    And the explanation contains "port 8080/TCP is not any UDP port"

  Scenario: the Service's port is not the pod's, and the rule is about the pod's
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec: {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: 80}]}]}
      """
    When busybox curls old
    Then it is denied by network policy api
    And the explanation contains "port 8080/TCP is not 80/TCP (the port of Service default/old; a rule names the pod's)"
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec: {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: 8080}]}]}
      """
    And busybox curls old
    Then it reaches pod old via ClusterIP
    When busybox connects to pod old on port 9090
    Then it is denied by network policy api

  Scenario: a name that the Service gives its port is not the pod's either
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: front}, spec: {selector: {version: two}, ports: [{name: web, port: 80, targetPort: http}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec: {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: web}]}]}
      """
    When busybox curls front
    Then it is denied by network policy api
    And the explanation contains "(pod default/new has no such port; Service default/front calls its own port so)"

  Scenario: nor is it on the way out
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec:
        podSelector: {matchLabels: {role: client}}
        policyTypes: [Egress]
        egress:
          - {to: [{podSelector: {}}], ports: [{port: 80}]}
          - {ports: [{port: 53, protocol: UDP}]}
      """
    And a client pod probe with labels:
      | role | client |
    When probe curls old
    Then it is denied by network policy out
    And the explanation contains "port 8080/TCP is not 80/TCP (the port of Service default/old; a rule names the pod's)"

  Scenario: several ports and several rules are alternatives, and each rule keeps its peers and ports together
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec:
        podSelector: {matchLabels: {version: one}}
        ingress:
          - {from: [{podSelector: {matchLabels: {role: client}}}], ports: [{port: 8080}]}
          - {from: [{podSelector: {matchLabels: {role: monitor}}}], ports: [{port: 9090}, {port: 9091}]}
      """
    And a client pod probe with labels:
      | role | client |
    And a client pod watch with labels:
      | role | monitor |
    When probe connects to pod old on port 8080
    Then it reaches pod old via PodIP
    When watch connects to pod old on port 9090
    Then it reaches pod old via PodIP
    When probe connects to pod old on port 9090
    Then it is denied by network policy api
    When watch connects to pod old on port 8080
    Then it is denied by network policy api
    And the explanation contains "port 8080/TCP is not among 9090/TCP, 9091/TCP"
    And the explanation contains "pod default/watch has role=monitor, not role=client"
