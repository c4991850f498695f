Feature: policies while the cluster changes
  Whom a policy selects and names is decided anew whenever a pod, a namespace or a policy changes. What is open already
  when that happens is up to the plugin: every connection here is a new one.

  Background:
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: labs}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: db, labels: {app: db}}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {namespace: labs, name: test}, spec: {containers: [{name: c, image: nginx}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{namespaceSelector: {matchLabels: {trusted: "yes"}}}, {namespaceSelector: {}, podSelector: {matchLabels: {trusted: "yes"}}}]}]
      """

  Scenario: a label of a pod counts from the moment that it is set
    When labs/test connects to pod shop/db on port 80
    Then it is denied by network policy db
    When I run "kubectl label pod test -n labs trusted=yes"
    And labs/test connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When I run "kubectl label pod test -n labs trusted-"
    And labs/test connects to pod shop/db on port 80
    Then it is denied by network policy db

  Scenario: so does a label of a namespace
    When I run "kubectl label namespace labs trusted=yes"
    And labs/test connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When I run "kubectl label namespace labs trusted=no --overwrite"
    And labs/test connects to pod shop/db on port 80
    Then it is denied by network policy db
    And the explanation contains "namespace labs has trusted=no, not trusted=yes"

  Scenario: a pod that loses the label that a policy selects is not isolated any more
    When I run "kubectl label pod db -n shop app=database --overwrite"
    And labs/test connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    And the explanation contains "no policy isolates ingress"

  Scenario: the last policy that goes takes the isolation with it
    Given the manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: all}
      spec: {podSelector: {}}
      """
    When the networkpolicy shop/db is deleted
    And labs/test connects to pod shop/db on port 80
    Then it is denied by network policy all
    When the networkpolicy shop/all is deleted
    And labs/test connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP

  Scenario: a policy that is applied again replaces its rules
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: db}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [{}]}
      """
    And labs/test connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP

  Scenario: a new replica is isolated, and named, from its start
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {namespace: labs, name: jobs}
      spec:
        selector: {matchLabels: {app: jobs}}
        template:
          metadata: {labels: {app: jobs, trusted: "yes"}}
          spec: {containers: [{name: c, image: nginx}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: labs, name: jobs}
      spec: {podSelector: {matchLabels: {app: jobs}}}
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: labs, name: jobs}, spec: {selector: {app: jobs}, ports: [{port: 80}]}}
      """
    When deployment labs/jobs is scaled to 4
    And deployment labs/jobs connects to pod shop/db on port 80
    Then it reaches pod shop/db via PodIP
    When labs/test curls jobs
    Then it is denied by network policy jobs

  Scenario: every container of a pod is isolated alike
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {namespace: shop, name: pair, labels: {app: pair}}
      spec:
        initContainers: [{name: proxy, image: busybox, restartPolicy: Always}]
        containers: [{name: one, image: busybox}, {name: two, image: busybox}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: shop, name: pair}
      spec: {podSelector: {matchLabels: {app: pair}}, policyTypes: [Egress]}
      """
    When container one in pod shop/pair connects to pod labs/test on port 80
    Then it is denied by network policy pair
    When container two in pod shop/pair connects to pod labs/test on port 80
    Then it is denied by network policy pair
    When container proxy in pod shop/pair connects to pod labs/test on port 80
    Then it is denied by network policy pair

  Scenario: the pods of a DaemonSet are pods like any other
    Given the manifest:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {namespace: labs, name: logs}
      spec:
        selector: {matchLabels: {app: logs}}
        template:
          metadata: {labels: {app: logs}}
          spec: {containers: [{name: c, image: nginx}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: labs, name: logs}
      spec: {podSelector: {matchLabels: {app: logs}}, ingress: [{from: [{podSelector: {}}]}]}
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: labs, name: logs}, spec: {selector: {app: logs}, ports: [{port: 80}]}}
      """
    When labs/test curls logs.labs
    Then it reaches a pod of daemonset labs/logs via ClusterIP
    When shop/db curls logs.labs
    Then it is denied by network policy labs/logs
    When daemonset labs/logs connects to pod shop/db on port 80
    Then it is denied by network policy db

  Scenario: so are those that a node runs of its own accord
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {namespace: labs, name: watch-worker-1, labels: {app: watch}, annotations: {kubernetes.io/config.source: file, kubernetes.io/config.mirror: "1"}}
      spec: {nodeName: worker-1, containers: [{name: c, image: nginx}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: labs, name: watch}
      spec: {podSelector: {matchLabels: {app: watch}}}
      """
    When labs/test connects to pod labs/watch-worker-1 on port 80
    Then it is denied by network policy watch
    When node worker-1 connects to pod labs/watch-worker-1 on port 80
    Then it reaches pod labs/watch-worker-1 via PodIP

  Scenario Outline: a pod that <state> is <peer>
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {namespace: labs, name: guest, labels: {app: guest, trusted: "yes"}}, spec: {containers: [{name: c, image: nginx}]}, status: {phase: <phase>}}
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: labs, name: guests}, spec: {selector: {app: guest}, ports: [{port: 80}]}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: labs, name: guests-only}
      spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: guest}}}]}, {ports: [{port: 53, protocol: UDP}]}]}
      """
    When labs/test connects to guests.labs port 80
    Then it <outcome>
    When labs/test connects to pod shop/db on port 80
    Then it is denied by network policy guests-only
    When I run "kubectl get pod guest -n labs -o jsonpath={.status.podIP}"
    Then the output contains "<address>"
    And the output does not contain "<no address>"

    Examples:
      | state         | peer                              | phase     | outcome                | address | no address |
      | runs          | a peer, and holds its address     | Running   | reaches pod labs/guest | 10.244. | none       |
      | has succeeded | nobody's peer, and has no address | Succeeded | is refused             |         | 10.244.    |
      | has failed    | nobody's peer, and has no address | Failed    | is refused             |         | 10.244.    |

  Scenario: a pod that no node takes has no traffic
    Given the manifest:
      """yaml
      {apiVersion: v1, kind: Pod, metadata: {namespace: labs, name: waiting, labels: {trusted: "yes", app: waiting}}, spec: {nodeSelector: {disk: gold}, containers: [{name: c, image: nginx}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {namespace: labs, name: waiting}, spec: {selector: {app: waiting}, ports: [{port: 80}]}}
      """
    Then pod labs/waiting is pending with "didn't match Pod's node affinity/selector"
    When labs/test curls waiting
    Then it is refused
