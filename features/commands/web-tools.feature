Feature: curl, wget, nc and ping
  They print and exit as the programs of their images do.

  Background:
    Given a flannel cluster
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {run: web}}
      spec:
        containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        type: NodePort
        clusterIP: 10.254.30.44
        selector: {run: web}
        ports: [{port: 8080, targetPort: 80, nodePort: 31608}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-centos}
      spec:
        containers:
          - {name: cntr-httpd, image: "httpd:latest", ports: [{containerPort: 80}]}
          - {name: cntr-centos, image: centos, command: [/bin/bash, -c], args: ["while true; do sleep 10; done"]}
      """
    And a client pod busybox

  Rule: the image decides what is there

    Scenario: a container of a pod, with the tools of its own image
      When container cntr-centos in pod pod-centos runs "curl http://localhost"
      Then the output is:
        """
        <html><body><h1>It works!</h1></body></html>
        """
      When container cntr-httpd in pod pod-centos runs "curl http://localhost"
      Then the output is:
        """
        bash: curl: command not found
        """
      And it exits with status 127
      When busybox runs "curl http://web"
      Then the output contains "sh: curl: not found"

  Rule: curl says how a connection fails

    Scenario Outline: <because>
      When container cntr-centos in pod pod-centos runs "curl -sS -m 2 <url>"
      Then the output contains "<text>"
      And it exits with status <status>

      Examples:
        | because           | url                   | text                                                        | status |
        | no such name      | http://wep            | curl: (6) Could not resolve host: wep                       | 6      |
        | nobody listens    | http://localhost:81   | curl: (7) Failed to connect to localhost port 81: Connection refused | 7 |
        | nothing comes     | http://10.254.30.44   | curl: (28) Connection timed out after 2001 milliseconds     | 28     |
        | it is there       | http://web:8080       | Welcome to nginx!                                           | 0      |

    Scenario: an HTTP error is no failure unless -f says so
      When container cntr-centos in pod pod-centos runs "curl -s -o /dev/null -w '%{http_code}' web:8080/missing"
      Then the output is:
        """
        404
        """
      And it exits with status 0
      When container cntr-centos in pod pod-centos runs "curl -s -f web:8080/missing"
      Then it exits with status 22

  Rule: wget of BusyBox

    Scenario: the port of a Service, and another one
      When busybox runs "wget -O - 10.254.30.44:8080"
      Then the output contains "Connecting to 10.254.30.44:8080 (10.254.30.44:8080)"
      And the output contains "Welcome to nginx!"
      When busybox runs "wget -q -O - -T 2 10.254.30.44:80"
      Then the output is:
        """
        wget: download timed out
        """
      And it exits with status 1
      When busybox runs "wget -q -O - wep"
      Then the output contains "wget: bad address 'wep'"

  Rule: nc and ping

    Scenario: nc looks at a port
      When busybox runs "nc -z -v -w 2 web 8080"
      Then the output is:
        """
        web (10.254.30.44:8080) open
        """
      When busybox runs "nc -z -v -w 2 localhost 8080"
      Then it exits with status 1

    Scenario: pods answer a ping, and a cluster IP does not
      When busybox runs "ping -c 1 10.254.30.44"
      Then the output contains "1 packets transmitted, 0 packets received, 100% packet loss"
      And it exits with status 1
      When node kuben05 runs "ping -c 2 kuben05"
      Then the output contains "2 packets transmitted, 2 received, 0% packet loss"

  Rule: where the real system chooses, every output counts

    Scenario: two servers behind one Service
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: blue, labels: {app: paint}}
        spec:
          containers: [{name: echo, image: hashicorp/http-echo, args: [-text=blue paint]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: green, labels: {app: paint}}
        spec:
          containers: [{name: echo, image: hashicorp/http-echo, args: ["-text", green paint]}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: paint}
        spec:
          selector: {app: paint}
          ports: [{port: 80, targetPort: 5678}]
        """
      When busybox runs "wget -q -O - paint"
      Then the output contains "paint"
      And it exits with status 0
