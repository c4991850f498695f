Feature: nodes, and pods on their network
  A policy cannot keep a pod's own node out: the kubelet's probes have to arrive. A pod on the host network is its node.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {nodeName: worker-1, containers: [{name: c, image: nginx}, {name: sidecar, image: busybox}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: agent-1, labels: {app: agent}}, spec: {nodeName: worker-1, hostNetwork: true, containers: [{name: c, image: registry.example/agent, ports: [{containerPort: 9100}]}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: agent-2, labels: {app: agent}}, spec: {nodeName: worker-2, hostNetwork: true, containers: [{name: c, image: registry.example/agent, ports: [{containerPort: 9100}]}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web-service}, spec: {selector: {app: web}, ports: [{port: 80}]}}
      """
    And a client pod busybox

  Rule: what comes from the pod's own node is let in

    Background:
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: alone}
        spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}
        """

    Scenario: its own node, and no other
      When node worker-1 connects to pod web on port 80
      Then it reaches pod web via PodIP
      And the explanation contains "ingress from a pod's own node is always allowed"
      When node worker-2 connects to pod web on port 80
      Then it is denied by network policy alone

    Scenario: nor is there such an exception on the way out
      When pod web connects to 192.168.0.11 port 10250
      Then it is denied by network policy alone
      When pod web connects to 192.168.0.12 port 10250
      Then it is denied by network policy alone

    Scenario: a pod on the host network of the same node is that node
      When agent-1 connects to pod web on port 80
      Then it reaches pod web via PodIP
      When agent-2 connects to pod web on port 80
      Then it is denied by network policy alone
      When busybox connects to pod web on port 80
      Then it is denied by network policy alone

    Scenario: a pod reaches itself
      When pod web connects to localhost port 80
      Then it reaches pod web via Loopback
      When container sidecar in pod web connects to 127.0.0.1 port 80
      Then it reaches pod web via Loopback
      When pod web connects to pod web on port 80
      Then it reaches pod web via PodIP

  Rule: pods on the host network are not pods to a policy

    Scenario: one that selects them does not isolate them
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: agents-alone}
        spec: {podSelector: {matchLabels: {app: agent}}, policyTypes: [Ingress, Egress]}
        """
      When busybox connects to 192.168.0.12 port 9100
      Then it reaches pod agent-2
      When agent-2 connects to pod web on port 80
      Then it reaches pod web via PodIP
      When an external client connects to 192.168.0.12 port 9100
      Then it reaches pod agent-2

    Scenario: no selector names them, on either side
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web}
        spec:
          podSelector: {matchLabels: {app: web}}
          policyTypes: [Ingress, Egress]
          ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}, {namespaceSelector: {}, podSelector: {matchLabels: {app: agent}}}]}]
          egress: [{to: [{podSelector: {matchLabels: {app: agent}}}]}]
        """
      When agent-2 connects to pod web on port 80
      Then it is denied by network policy web
      And the explanation contains "node worker-2 (192.168.0.12) is not a pod, and pods on its network count as the node"
      When pod web connects to 192.168.0.12 port 9100
      Then it is denied by network policy web

    Scenario: a block with their nodes' addresses does
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web}
        spec:
          podSelector: {matchLabels: {app: web}}
          policyTypes: [Ingress, Egress]
          ingress: [{from: [{ipBlock: {cidr: 192.168.0.12/32}}], ports: [{port: 80}]}]
          egress: [{to: [{ipBlock: {cidr: 192.168.0.12/32}}], ports: [{port: 9100}]}]
        """
      When agent-2 connects to pod web on port 80
      Then it reaches pod web via PodIP
      When node control-plane connects to pod web on port 80
      Then it is denied by network policy web
      When pod web connects to 192.168.0.12 port 9100
      Then it reaches pod agent-2
      When pod web connects to 192.168.0.11 port 9100
      Then it is denied by network policy web

  Rule: behind a host port the client is seen as it is

    Scenario: a host port is judged at the container's port, by the client's address
      Given the manifest:
        """yaml
        {apiVersion: v1, kind: Pod, metadata: {name: api, labels: {app: api}}, spec: {nodeName: worker-1, containers: [{name: c, image: nginx, ports: [{containerPort: 80, hostPort: 8080}]}]}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: api}
        spec: {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: 80}]}]}
        """
      When the external client 203.0.113.7 curls 192.168.0.11:8080
      Then it reaches pod api via HostPort
      When the external client 198.51.100.7 curls 192.168.0.11:8080
      Then it is denied by network policy api

  Rule: a pod that reaches itself through its Service is let through

    Scenario: although policies isolate it on both ways
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: names-only}
        spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress], egress: [{ports: [{port: 53, protocol: UDP}]}]}
        """
      When pod web curls web-service
      Then it reaches pod web via ClusterIP
      When busybox curls web-service
      Then it is denied by network policy names-only

    Scenario: a cluster network policy knows no such exception, but for the pod's own address
      Given the manifest:
        """yaml
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: nobody}
        spec: {tier: Admin, priority: 1, subject: {pods: {podSelector: {matchLabels: {app: web}}}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
        """
      When pod web curls web-service
      Then it is denied by policy nobody
      When pod web connects to pod web on port 80
      Then it reaches pod web via PodIP

    Scenario: where the plugin enforces policies there, the other pods of the Service show the difference
      Given the cluster:
        """yaml
        apiVersion: curlew.dev/v1
        kind: Cluster
        metadata: {name: strict}
        spec: {extends: default, network: {policies: {hairpin: enforce}}}
        """
      And the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: names-only}
        spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress], egress: [{ports: [{port: 53, protocol: UDP}]}]}
        """
      When pod web curls web-service
      Then it is denied by network policy names-only
      When pod web connects to pod web on port 80
      Then it reaches pod web via PodIP
