Feature: policies behind Services and address translation
  A policy sees who is really at the other end: the pod behind a Service, and the source as the last translation left it.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {nodeName: worker-1, containers: [{name: c, image: registry.example/web, ports: [{name: http, containerPort: 8080}]}]}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}], clusterIP: 10.96.0.80}}
      """
    And a client pod probe with labels:
      | role | client |
    And the external host "pay.example" at 203.0.113.10

  Scenario: a rule for the pods covers the way through their Service
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec:
        podSelector: {matchLabels: {role: client}}
        policyTypes: [Egress]
        egress: [{to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}]
      """
    When probe curls 10.96.0.80
    Then it reaches pod web via ClusterIP
    And the explanation contains "NetworkPolicy default/out allows egress to pod default/web on port 8080/TCP"

  Scenario Outline: a block for the Services' addresses allows nothing, since <reason>
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec:
        podSelector: {matchLabels: {role: client}}
        policyTypes: [Egress]
        egress: [{to: [{ipBlock: {cidr: <cidr>}}], ports: [{port: <port>}]}]
      """
    When probe curls 10.96.0.80
    Then it is denied by network policy out
    And the explanation contains "(pod default/web) is not in <cidr>, which holds the address of Service default/web: a rule is about the pods behind it"

    Examples:
      | reason                               | cidr          | port |
      | the pod's address is judged          | 10.96.0.0/12  | 8080 |
      | neither address nor port is the pods | 10.96.0.80/32 | 80   |

  Scenario: through a headless Service nothing is translated: port and address are the pod's own
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: direct}, spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: in}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 8080}]}]}
      """
    When probe connects to direct port 8080
    Then it reaches pod web via Headless
    When probe connects to direct port 80
    Then it is denied by network policy in

  Scenario: an ExternalName leads outside, where only a block helps
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: pay}, spec: {type: ExternalName, externalName: pay.example}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: names}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}]}, {to: [{namespaceSelector: {}}]}]}
      """
    When probe connects to pay port 443
    Then it is denied by network policy names
    And the explanation contains "203.0.113.10 is not a pod"
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: pay}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.10/32}}]}]}
      """
    And probe connects to pay port 443
    Then it reaches host pay.example via ExternalName

  Scenario: behind a node port the source is the node, unless the traffic stays local
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: open}, spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: local}, spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30081}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: office}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]}
      """
    When the external client 203.0.113.7 curls 192.168.0.11:30081
    Then it reaches pod web via NodePort
    And the source address seen by the pod is 203.0.113.7
    When the external client 198.51.100.7 curls 192.168.0.11:30081
    Then it is denied by network policy office
    And the explanation contains "198.51.100.7 is not in 203.0.113.0/24"
    When the external client 203.0.113.7 curls 192.168.0.12:30080
    Then it is denied by network policy office
    And the explanation contains "192.168.0.12 (node worker-2) is not in 203.0.113.0/24 (outside clients of Service default/open are seen as a node: its externalTrafficPolicy is Cluster)"

  Scenario Outline: behind a node port of the pod's own node, <plugin> asks policies <moment> the masquerade
    Given a <plugin> cluster
    And the nodes:
      | name     | address      |
      | worker-1 | 192.168.0.11 |
      | worker-2 | 192.168.0.12 |
    And the manifest:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: open}, spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: nobody}
      spec: {podSelector: {matchLabels: {app: web}}}
      """
    When the external client 198.51.100.7 curls 192.168.0.11:30080
    Then it <outcome>
    When the external client 198.51.100.7 curls 192.168.0.12:30080
    Then it is denied by network policy nobody

    Examples:
      | plugin                | moment | outcome                            |
      | default               | before | is denied by network policy nobody |
      | kind                  | before | is denied by network policy nobody |
      | kube-network-policies | before | is denied by network policy nobody |
      | antrea                | behind | reaches pod web via NodePort       |
      | cilium                | behind | reaches pod web via NodePort       |
      | ovn-kubernetes        | behind | reaches pod web via NodePort       |

  Scenario Outline: a load balancer that spreads over all nodes hides its clients (<policy>)
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: cloud}
      spec: {extends: default, network: {loadBalancer: {pool: 198.51.100.0/28}}}
      """
    And the manifest:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: shop}, spec: {type: LoadBalancer, externalTrafficPolicy: <policy>, loadBalancerIP: 198.51.100.5, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: office}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]}
      """
    When the external client 203.0.113.7 through node <node> curls 198.51.100.5
    Then it <verdict>

    Examples:
      | policy  | node     | verdict                            |
      | Local   | worker-1 | reaches pod web via LoadBalancer   |
      | Cluster | worker-2 | is denied by network policy office |

  Scenario: a node that asks a Service is known by its address
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: node-two}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 192.168.0.12/32}}]}]}
      """
    When node worker-2 curls 10.96.0.80
    Then it reaches pod web via ClusterIP
    When node control-plane curls 10.96.0.80
    Then it is denied by network policy node-two

  Scenario: behind an ingress controller the source is the controller
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: with-ingress}
      spec: {extends: default, ingressController: nginx, network: {loadBalancer: {pool: 198.51.100.0/28}}}
      """
    And the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web}
      spec:
        ingressClassName: nginx
        rules: [{host: web.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: in}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]}
      """
    When the external client 203.0.113.7 curls http://web.example
    Then it is denied by network policy in
    And the explanation contains "the path / of Ingress default/web"
    And the explanation contains "no rule allows it from pod ingress-nginx/ingress-nginx-controller-"
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: from-the-controller}
      spec:
        podSelector: {matchLabels: {app: web}}
        ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}], ports: [{port: 8080}]}]
      """
    And the external client 198.51.100.7 curls http://web.example
    Then it reaches pod web

  Scenario: an ExternalName of a name inside leads to the pods as ever
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: alias}, spec: {type: ExternalName, externalName: web.default.svc.cluster.local}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec:
        podSelector: {matchLabels: {role: client}}
        policyTypes: [Egress]
        egress: [{ports: [{port: 53, protocol: UDP}]}, {to: [{podSelector: {matchLabels: {app: web}}}]}]
      """
    When probe curls alias
    Then it reaches pod web
    When probe connects to 10.96.0.1:443
    Then it is denied by network policy out

  Scenario: behind a Service with endpoints written by hand stands whoever has these addresses
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Service, metadata: {name: payment}, spec: {clusterIP: 10.96.0.99, ports: [{port: 443}]}}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: payment-1, labels: {kubernetes.io/service-name: payment}}
      addressType: IPv4
      ports: [{port: 8443}]
      endpoints: [{addresses: [203.0.113.10]}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.96.0.99/32}}]}]}
      """
    When probe curls https://10.96.0.99
    Then it is denied by network policy out
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.10/32}}], ports: [{port: 8443}]}]}
      """
    And probe curls https://10.96.0.99
    Then it reaches host pay.example via ClusterIP
    When probe curls 10.96.0.80
    Then it is denied by network policy out

  Scenario Outline: the API server is a node, at its own port: <block> <outcome>
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Egress], egress: [{to: [{<peer>}], ports: [{port: <port>}]}]}
      """
    When probe connects to 10.96.0.1:443
    Then it <outcome>

    Examples:
      | block                   | peer                                                                           | port | outcome                         |
      | the Service's address   | ipBlock: {cidr: 10.96.0.1/32}                                                  | 443  | is denied by network policy out |
      | the node, wrong port    | ipBlock: {cidr: 192.168.0.10/32}                                               | 443  | is denied by network policy out |
      | the API server's labels | namespaceSelector: {}, podSelector: {matchLabels: {component: kube-apiserver}} | 6443 | is denied by network policy out |
      | the node, its port      | ipBlock: {cidr: 192.168.0.10/32}                                               | 6443 | reaches node control-plane      |

  Scenario: a pod that asks for another node's port sends its packet to that node, and comes in with its address
    Given the nodes:
      | name     | address      |
      | worker-1 | 192.168.0.11 |
      | worker-2 | 192.168.0.12 |
      | worker-3 | 192.168.0.13 |
    And the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: far, labels: {role: far}}, spec: {nodeName: worker-2, containers: [{name: c, image: busybox}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: open}, spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: out}
      spec: {podSelector: {matchLabels: {role: far}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: web}}}]}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: in}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {role: far}}}]}]}
      """
    When far curls 10.96.0.80
    Then it reaches pod web via ClusterIP
    When far curls 192.168.0.13:30080
    Then it is denied by network policy out
    And the explanation contains "node worker-3 (192.168.0.13) is not a pod"
    When the networkpolicy out is deleted
    And far curls 192.168.0.13:30080
    Then it is denied by network policy in
    And the explanation contains "node worker-3 (192.168.0.13) is not a pod"
    When far curls 192.168.0.12:30080
    Then it is denied by network policy in
    And the explanation contains "node worker-2 (192.168.0.12) is not a pod"
    When far curls 192.168.0.11:30080
    Then it is denied by network policy in
    And the explanation contains "node worker-2 (192.168.0.12) is not a pod"

  Scenario Outline: a pod that asks for the load balancer's address with policy <policy> is seen as <whom>
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: cloud}
      spec: {extends: default, network: {loadBalancer: {pool: 198.51.100.0/28}}}
      """
    And the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: far, labels: {role: far}}, spec: {nodeName: worker-2, containers: [{name: c, image: busybox}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: shop}, spec: {type: LoadBalancer, externalTrafficPolicy: <policy>, loadBalancerIP: 198.51.100.5, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: in}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {role: far}}}]}]}
      """
    When far curls 198.51.100.5
    Then it <outcome>

    Examples:
      | policy  | whom     | outcome                          |
      | Local   | itself   | reaches pod web via LoadBalancer |
      | Cluster | its node | is denied by network policy in   |
