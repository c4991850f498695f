Feature: a Service that nobody answers for
  Without any endpoint that can be used, packets are rejected: the client sees "Connection refused" at once.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        type: NodePort
        clusterIP: 10.96.7.7
        selector: {app: web}
        ports: [{port: 80, nodePort: 31080}]
      """
    And a client pod busybox

  Scenario Outline: whatever address is asked
    When <client> curls <target>
    Then it is refused

    Examples:
      | client             | target             |
      | busybox            | web                |
      | busybox            | 192.168.0.11:31080 |
      | an external client | 192.168.0.11:31080 |

  Scenario: an address of the range that no Service has is a black hole
    When busybox curls 10.96.9.9
    Then it times out

  Scenario: a port that the Service does not have is one too, in iptables mode
    When busybox curls web:81
    Then it times out

  Scenario: the name resolves all the same
    When busybox resolves web
    Then it resolves to 10.96.7.7
