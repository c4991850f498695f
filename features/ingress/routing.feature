Feature: an ingress controller routes by host and path
  An Ingress is a wish, and a controller is a workload like any other: it takes the connection, and opens one of its own
  to an endpoint of the Service that the Ingress names.

  Background:
    Given the cluster:
      """yaml
      apiVersion: curlew.dev/v1
      kind: Cluster
      metadata: {name: minikube with its ingress add-on}
      spec:
        extends: minikube
        kubernetesVersion: "1.34"
        ingressController: nginx
      """
    And the manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: blog, labels: {app: blog}, annotations: {curlew.dev/responds: the blog}}
      spec: {containers: [{name: blog, image: example/blog, ports: [{containerPort: 8080}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: admin, labels: {app: admin}, annotations: {curlew.dev/responds: the admin pages}}
      spec: {containers: [{name: admin, image: example/admin, ports: [{containerPort: 8080}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: blog}
      spec: {selector: {app: blog}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: admin}
      spec: {selector: {app: admin}, ports: [{name: web, port: 80, targetPort: 8080}]}
      """

  Rule: the host decides first

    Background:
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: sites}
        spec:
          ingressClassName: nginx
          rules:
            - host: blog.example.com
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: blog, port: {number: 80}}}}]}
            - host: "*.staff.example.com"
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: admin, port: {name: web}}}}]}
        """

    Scenario: the host of a rule leads to its Service
      When an external client curls http://blog.example.com/feed
      Then it reaches pod blog via Ingress
      And the response contains "the blog"
      And the explanation contains "takes blog.example.com/feed"

    Scenario: another host is not found
      When an external client curls http://192.168.99.105/ as "shop.example.com"
      Then the response status is 404
      And the response does not contain "the blog"
      And the explanation contains "no Ingress that ingress-nginx serves takes shop.example.com/"

    Scenario: the Host header counts, not the address
      When an external client curls http://192.168.99.105/ as "blog.example.com"
      Then it reaches pod blog via Ingress
      When an external client curls http://192.168.99.105/
      Then the response status is 404

    Scenario Outline: a wildcard stands for exactly one label
      When an external client curls http://192.168.99.105/ as "<host>"
      Then <what happens>

      Examples:
        | host                  | what happens                   |
        | hr.staff.example.com  | it reaches pod admin via Ingress |
        | HR.Staff.Example.com  | it reaches pod admin via Ingress |
        | a.hr.staff.example.com | the response status is 404     |
        | staff.example.com     | the response status is 404     |

    Scenario: pods of the cluster may ask it too
      Given a client pod busybox
      When busybox curls http://blog.example.com
      Then it reaches pod blog via Ingress
      When busybox curls http://shop.example.com
      Then it is unknown

    Scenario: nothing else listens beside the controller's ports
      When an external client curls http://blog.example.com:8080/
      Then it is refused

    Scenario: kubectl shows class and address
      When I run "kubectl get ingress"
      Then the output contains "sites   nginx   blog.example.com,*.staff.example.com   192.168.99.105   80"

  Rule: then the path does

    Scenario Outline: Exact is the very path, Prefix goes by elements
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: paths}
        spec:
          ingressClassName: nginx
          rules:
            - host: example.com
              http:
                paths:
                  - {path: /feed, pathType: Exact, backend: {service: {name: blog, port: {number: 80}}}}
                  - {path: /admin, pathType: Prefix, backend: {service: {name: admin, port: {number: 80}}}}
                  - {path: /admin/blog, pathType: Prefix, backend: {service: {name: blog, port: {number: 80}}}}
        """
      When an external client curls http://example.com<path>
      Then <what happens>

      Examples: Exact
        | path    | what happens        |
        | /feed   | it reaches pod blog |
        | /feed?a | it reaches pod blog |
        | /feed/  | the response status is 404 |
        | /Feed   | the response status is 404 |
        | /feed/a | the response status is 404 |

      Examples: Prefix
        | path          | what happens         |
        | /admin        | it reaches pod admin |
        | /admin/       | it reaches pod admin |
        | /admin/users  | it reaches pod admin |
        | /administrate | the response status is 404 |

      Examples: the longest path wins
        | path             | what happens         |
        | /admin/blog/feed | it reaches pod blog  |
        | /admin/blogs     | it reaches pod admin |

  Rule: what nobody takes goes to the default backend

    Scenario: the default backend of an Ingress
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: rest}
        spec: {ingressClassName: nginx, defaultBackend: {service: {name: admin, port: {number: 80}}}}
        """
      When an external client curls http://192.168.99.105/anything as "any.example.com"
      Then it reaches pod admin via Ingress

    Scenario: without one the controller answers by itself
      When an external client curls http://192.168.99.105/anything as "any.example.com"
      Then the response status is 404
      And it reaches a pod of deployment ingress-nginx/ingress-nginx-controller

  Rule: a request is answered even where the backend is not there

    Background:
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: blog}
        spec:
          ingressClassName: nginx
          rules:
            - host: blog.example.com
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: blog, port: {number: 80}}}}]}
        """

    Scenario: a Service without ready endpoints is a 503
      Given pod blog is not ready
      When an external client curls http://blog.example.com
      Then the response status is 503
      And the explanation contains "has no ready endpoint"
      When pod blog becomes ready
      And an external client curls http://blog.example.com
      Then the response status is 200

    Scenario: a Service that is not there is a 503
      When the service blog is deleted
      And an external client curls http://blog.example.com
      Then the response status is 503

    Scenario: an endpoint that refuses is a 502
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: blog}
        spec: {selector: {app: blog}, ports: [{port: 80, targetPort: 8081}]}
        """
      And an external client curls http://blog.example.com
      Then the response status is 502
      And it is refused

  Rule: with TLS, plain HTTP is sent on to HTTPS

    Scenario Outline: a host with TLS redirects
      Given the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: blog}
        spec:
          ingressClassName: nginx
          <tls>
          rules:
            - host: blog.example.com
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: blog, port: {number: 80}}}}]}
        """
      When an external client curls http://blog.example.com/feed
      Then the response status is <plain>
      When an external client curls https://blog.example.com/feed
      Then it reaches pod blog via Ingress

      Examples:
        | tls                                              | plain |
        | tls: [{hosts: [blog.example.com], secretName: t}] | 308   |
        | # no TLS                                         | 200   |

    Scenario: the tools of a client image see the redirect
      Given a client pod busybox
      And the manifest:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: blog}
        spec:
          ingressClassName: nginx
          tls: [{hosts: [blog.example.com], secretName: t}]
          rules:
            - host: blog.example.com
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: blog, port: {number: 80}}}}]}
        """
      When node minikube runs "curl -sI http://blog.example.com/feed"
      Then the output contains "HTTP/1.1 308 Permanent Redirect"
      And the output contains "Location: https://blog.example.com/feed"
      When node minikube runs "curl -s -H 'Host: shop.example.com' http://192.168.99.105/"
      Then the output contains "404 Not Found"
