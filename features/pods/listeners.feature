Feature: what listens
  `containerPort` is information, no firewall: a process listens where it listens. Curlew knows the ports that are
  declared or probed, those of well-known images, and those that an annotation names.

  Background:
    Given a client pod busybox

  Scenario Outline: <how>
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, annotations: <annotations>}
      spec: {containers: [<container>]}
      """
    When busybox connects to pod web on port <port>
    Then it reaches pod web via PodIP

    Examples:
      | how                    | port | annotations                       | container                                                                         |
      | a declared port        | 8080 | {}                                | {name: c, image: registry.example/x, ports: [{containerPort: 8080}]}              |
      | a port of a probe      | 9000 | {}                                | {name: c, image: registry.example/x, livenessProbe: {tcpSocket: {port: 9000}}}    |
      | a port of a well-known | 80   | {}                                | {name: c, image: nginx}                                                           |
      | a port of an annotation| 7000 | {curlew.dev/listens: "7000/TCP"}  | {name: c, image: registry.example/x}                                              |

  Scenario: any other port is refused
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: c, image: registry.example/x, ports: [{containerPort: 8080}]}]}
      """
    When busybox connects to pod web on port 8081
    Then it is refused
    And the explanation contains "nobody in pod default/web listens on 8081/TCP; it listens on 8080/TCP"

  Scenario Outline: where the image listens: <how>
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [<container>]}
      """
    When busybox connects to pod web on port <port>
    Then it reaches pod web via PodIP
    When busybox connects to pod web on port <closed>
    Then it is refused

    Examples:
      | how                        | port | closed | container                                                                                    |
      | a flag moves its port      | 8080 | 5678   | {name: c, image: hashicorp/http-echo, args: ["-listen=:8080"]}                               |
      | without the flag           | 5678 | 8080   | {name: c, image: hashicorp/http-echo}                                                        |
      | its command written out    | 80   | 8080   | {name: c, image: nginx, command: [nginx, -g, daemon off;]}                                   |
      | under a mirror             | 80   | 8080   | {name: c, image: mirror.gcr.io/library/nginx}                                                |
      | agnhost, by its program    | 8080 | 80     | {name: c, image: registry.k8s.io/e2e-test-images/agnhost:2.53, args: [netexec]}              |
      | agnhost, by another        | 80   | 8080   | {name: c, image: registry.k8s.io/e2e-test-images/agnhost:2.53, args: [test-webserver]}       |
      | a program of any image     | 8000 | 80     | {name: c, image: registry.example/x, command: [python3, -m, http.server]}                    |

  Scenario Outline: where nobody knows what listens: <how>
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, annotations: <annotations>}
      spec: {containers: [<container>]}
      """
    When busybox connects to pod web on port 8080
    Then it is unknown
    And the explanation contains "nobody knows whether container c of pod default/web listens on 8080/TCP"

    Examples:
      | how                          | annotations                       | container                                                                          |
      | an image of one's own        | {}                                | {name: c, image: registry.example/x}                                               |
      | a name that holds a known one| {}                                | {name: c, image: registry.example/nginx-exporter}                                  |
      | a command of one's own       | {}                                | {name: c, image: nginx, command: [/app]}                                           |
      | a configuration of one's own | {}                                | {name: c, image: nginx, command: [nginx, -c, /my/nginx.conf]}                      |
      | an annotation with a mistake | {curlew.dev/listens: "http"}      | {name: c, image: registry.example/x}                                               |

  Scenario Outline: what is said of a container is all that it listens on: <how>
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, annotations: <annotations>}
      spec: {containers: [<container>]}
      """
    When busybox connects to pod web on port 8080
    Then it is refused

    Examples:
      | how            | annotations                       | container                                                                      |
      | declared ports | {}                                | {name: c, image: registry.example/x, ports: [{containerPort: 9000}]}           |
      | a probe        | {}                                | {name: c, image: registry.example/x, livenessProbe: {tcpSocket: {port: 9000}}} |
      | an annotation  | {curlew.dev/listens: "9000/TCP"}  | {name: c, image: registry.example/x}                                           |

  Scenario: a pod that is said to listen nowhere refuses
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, annotations: {curlew.dev/listens: none}}
      spec: {containers: [{name: c, image: registry.example/x}]}
      """
    When busybox connects to pod web on port 8080
    Then it is refused
