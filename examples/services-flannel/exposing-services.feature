Feature: exposing services with flannel
  A Service has one address for all its pods; its type says who may use it.

  Background:
    Given a flannel cluster

  Rule: a Deployment's replicas spread over the workers

    Background:
      When I run "kubectl create -f nginx-deploy.yaml"

    @tutorial-111
    Scenario: the Deployment makes two pods
      Until 1.10 kubectl said: deployment "nginx" created
      Then the output is:
        """
        deployment.apps/nginx created
        """
      When I run "kubectl get pods -l run=nginx | grep -c Running"
      Then the output is:
        """
        2
        """

    @tutorial-112
    Scenario: their names are the Deployment's, the template's hash and a suffix
      When I run "kubectl get pods | grep -c -E '^NAME +READY +STATUS +RESTARTS +AGE$'"
      Then it exits with status 0
      When I run:
        """
        kubectl get pods | grep -c -E '^nginx-[0-9a-z]+-[0-9a-z]{5} +1/1 +Running +0 '
        """
      Then the output is:
        """
        2
        """

    @tutorial-113
    Scenario Outline: one replica is on <node>
      When I run "kubectl get pods -l run=nginx -o wide | grep <node>"
      Then the output contains "<addresses>"

      Examples:
        | node    | addresses  |
        | kuben05 | 172.30.41. |
        | kuben06 | 172.30.5.  |

  Rule: each section of the tutorial starts with an empty cluster
    The tutorial never deletes the pods of the section before.

    @tutorial-112 @tutorial-143
    Scenario: what was not deleted is still there, and the Service finds it too
      When I run:
        """
        kubectl create -f ../pod-network-flannel/nginx-pod1.yaml
        kubectl create -f ../pod-network-flannel/nginx-pod2.yaml
        kubectl create -f nginx-deploy.yaml
        kubectl create -f nginx-svc.yaml
        kubectl create -f busybox.yaml
        kubectl get pods
        """
      Then the output contains "nginx1 "
      And the output contains "nginx2 "
      When busybox curls nginx
      Then it is balanced over 4 pods

  Rule: kubectl expose makes a Service of a Deployment

    Background:
      When I run:
        """
        kubectl create -f nginx-deploy.yaml
        kubectl expose deploy/nginx --port=80 --target-port=80 --name=nginx-service
        """

    @tutorial-114
    Scenario: kubectl tells what it exposed
      Until 1.10 it said: service "nginx-service" exposed
      Then the output contains "service/nginx-service exposed"

    @tutorial-115
    Scenario: labels and selector are the Deployment's
      When I run "kubectl get service nginx-service -o jsonpath='{.metadata.labels} {.spec.selector}'"
      Then the output is:
        """
        {"run":"nginx"} {"run":"nginx"}
        """
      When I run "kubectl label deploy/nginx tier=front"
      And I run "kubectl expose deploy/nginx --port=80 --name=labelled"
      And I run "kubectl get service labelled -o jsonpath='{.metadata.labels} {.spec.selector}'"
      Then the output is:
        """
        {"run":"nginx","tier":"front"} {"run":"nginx"}
        """

    @tutorial-116
    Scenario: it is listed by its label, with its type since 1.8
      When I run "kubectl get services -l run=nginx"
      Then the output contains "NAME            TYPE        CLUSTER-IP"
      And the output contains "nginx-service   ClusterIP   10.254."
      And the output contains "<none>        80/TCP"
      And the output does not contain "kubernetes"

    @tutorial-117
    Scenario: its address is one of the Service range that nobody else has
      When I run "kubectl get service nginx-service -o jsonpath='{.spec.clusterIP}' | grep -x -E '10\.254\.[0-9]+\.[0-9]+'"
      Then it exits with status 0
      When I run "kubectl get services -A -o wide | grep -c -E ' 10\.254\.(0\.1|3\.100) '"
      Then the output is:
        """
        2
        """
      When I run "kubectl get service nginx-service | grep -E ' 10\.254\.(0\.1|3\.100) '"
      Then it exits with status 1

    @tutorial-118
    Scenario: described, it tells more than in 2017
      The tutorial's kubectl had neither Annotations, IP Families, IPs, TargetPort, Internal Traffic Policy nor Events.
      When I run "kubectl describe service nginx-service"
      Then the output contains "Name:                     nginx-service"
      And the output contains "Namespace:                default"
      And the output contains "Labels:                   run=nginx"
      And the output contains "Annotations:              <none>"
      And the output contains "Selector:                 run=nginx"
      And the output contains "Type:                     ClusterIP"
      And the output contains "IP Families:              IPv4"
      And the output contains "IP:                       10.254."
      And the output contains "Port:                     <unset>  80/TCP"
      And the output contains "TargetPort:               80/TCP"
      And the output contains "Session Affinity:         None"
      And the output contains "Internal Traffic Policy:  Cluster"
      And the output contains "Events:                   <none>"

    @tutorial-119
    Scenario: its endpoints are in the order of their texts
      When I run "kubectl get endpoints nginx-service | grep -E ' 172\.30\.41\.[0-9]+:80,172\.30\.5\.[0-9]+:80 '"
      Then it exits with status 0

    @tutorial-120
    Scenario: the manifest has another name, and so has its Service
      When I run:
        """
        kubectl create -f nginx-svc.yaml
        kubectl create -f busybox.yaml
        kubectl get services -l run=nginx -o name
        """
      Then the output contains "service/nginx"
      And the output contains "service/nginx-service"
      When I run:
        """
        kubectl get services -l run=nginx -o jsonpath='{range .items[*]}{.spec.selector}{.spec.ports}{"\n"}{end}'
        """
      Then the output is:
        """
        {"run":"nginx"}[{"port":80,"protocol":"TCP","targetPort":80}]
        {"run":"nginx"}[{"port":80,"protocol":"TCP","targetPort":80}]
        """
      When busybox curls nginx
      Then it reaches a pod of deployment nginx via ClusterIP
      When busybox curls nginx-service
      Then it reaches a pod of deployment nginx via ClusterIP

  Rule: a cluster IP is for the machines that run kube-proxy
    The Service has the address of the tutorial, so that its session can be typed as it stands.

    Background:
      When I run:
        """
        kubectl create -f nginx-deploy.yaml
        kubectl expose deploy/nginx --port=80 --target-port=80 --name=nginx-service --cluster-ip=10.254.247.153
        kubectl create -f busybox.yaml
        """

    @tutorial-121
    Scenario: the client is made
      Until 1.10 kubectl said: pod "busybox" created
      Then the output contains "pod/busybox created"

    @tutorial-122
    Scenario: a pod uses it
      When I run "kubectl exec busybox -- wget -O - 10.254.247.153:80"
      Then the output contains "Welcome to nginx!"
      When busybox curls 10.254.247.153:80
      Then it is balanced over 2 pods

    @tutorial-123
    Scenario: the master runs no kube-proxy, and hears nothing
      When node kubem00 runs "curl -m 5 10.254.247.153:80"
      Then the output contains "timed out"
      And it exits with status 28
      When node kubem00 curls 10.254.247.153:80
      Then it times out

    @tutorial-124
    Scenario Outline: <worker> runs kube-proxy, and reads the page
      When node <worker> runs "curl 10.254.247.153:80"
      Then the output contains "Welcome to nginx!"
      When node <worker> curls 10.254.247.153:80
      Then it is balanced over 2 pods

      Examples:
        | worker  |
        | kuben05 |
        | kuben06 |

    @tutorial-125
    Scenario: without a type it is a ClusterIP, of no use outside
      When I run "kubectl get service nginx-service -o jsonpath='{.spec.type}'"
      Then the output is:
        """
        ClusterIP
        """
      When an external client curls 10.254.247.153:80
      Then it times out

    @tutorial-128
    Scenario: deleted, it leaves neither name nor address
      When I run "kubectl delete svc/nginx-service"
      Then the output is:
        """
        service "nginx-service" deleted
        """
      When I run "kubectl get svc/nginx-service"
      Then the output is:
        """
        Error from server (NotFound): services "nginx-service" not found
        """
      When busybox resolves nginx-service
      Then it fails to resolve with NXDOMAIN
      When busybox curls 10.254.247.153:80
      Then it times out

  Rule: a Service is of one of four types

    Background:
      When I run "kubectl create -f nginx-deploy.yaml"
      And I run "kubectl create -f busybox.yaml"

    @tutorial-126
    Scenario: the types, and what each adds
      When I run:
        """
        kubectl create service clusterip inside --tcp=80
        kubectl create service nodeport outside --tcp=80
        kubectl create service loadbalancer balanced --tcp=80
        kubectl create service externalname elsewhere --external-name=search.google.com
        kubectl get services -o custom-columns=NAME:.metadata.name,TYPE:.spec.type
        """
      Then the output contains "inside       ClusterIP"
      And the output contains "outside      NodePort"
      And the output contains "balanced     LoadBalancer"
      And the output contains "elsewhere    ExternalName"

    @tutorial-127
    Scenario: an ExternalName is another name, without an address
      When I run "kubectl create service externalname search --external-name=search.google.com"
      And busybox looks up the CNAME record of search
      Then it resolves to CNAME search.google.com
      When I run "kubectl get service search | grep -E '^search +ExternalName +<none> +search.google.com '"
      Then it exits with status 0

  Rule: a NodePort is open on every worker

    Background:
      When I run:
        """
        kubectl create -f nginx-deploy.yaml
        kubectl expose deploy/nginx --port=80 --target-port=80 --type=NodePort --name=nginx-service
        """

    @tutorial-129
    Scenario: kubectl exposes it
      Then the output contains "service/nginx-service exposed"

    @tutorial-130
    Scenario: described, it has an address and a node port
      When I run "kubectl describe svc/nginx-service"
      Then the output contains "Selector:                 run=nginx"
      And the output contains "Type:                     NodePort"
      And the output contains "IP:                       10.254."
      And the output contains "NodePort:                 <unset>  3"
      And the output contains "Endpoints:                172.30."
      And the output contains "External Traffic Policy:  Cluster"

    @tutorial-131
    Scenario: a port that is not given is one of 30000-32767
      When I run "kubectl get svc nginx-service | grep -E ' 80:3([01][0-9]{3}|2[0-6][0-9]{2}|27[0-5][0-9]|276[0-7])/TCP '"
      Then it exits with status 0

  Rule: the tutorial's node port

    Background:
      When I run "kubectl create -f nginx-deploy.yaml"
      And I run "kubectl create -f -" with:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: nginx-service, labels: {run: nginx}}
        spec:
          type: NodePort
          selector: {run: nginx}
          ports: [{port: 80, targetPort: 80, nodePort: 31608}]
        """

    @tutorial-133
    Scenario Outline: since 1.24 no process of <worker> holds the port, although it works
      When node <worker> runs "netstat -natp | grep 31608"
      Then it exits with status 1
      When an external client curls <address>:31608
      Then it reaches a pod of deployment nginx via NodePort

      Examples:
        | worker  | address     |
        | kuben05 | 10.10.10.85 |
        | kuben06 | 10.10.10.86 |

    @tutorial-134
    Scenario: the master has no such port
      When node kubem00 runs "netstat -natp | grep 31608"
      Then it exits with status 1
      When an external client curls 10.10.10.80:31608
      Then it is refused

    @tutorial-135
    Scenario Outline: outside, <worker> answers for the pods of both
      When an external client runs "curl <worker>:31608"
      Then the output contains "Welcome to nginx!"
      When an external client curls <worker>:31608
      Then it reaches a pod of deployment nginx via NodePort
      And it is balanced over 2 pods

      Examples:
        | worker      |
        | 10.10.10.85 |
        | 10.10.10.86 |

    @tutorial-137
    Scenario Outline: a load balancer outside may send to <worker>, wherever the only pod is
      When I run "kubectl scale deploy/nginx --replicas=1"
      And the external client 203.0.113.7 curls <worker>:31608
      Then it reaches a pod of deployment nginx via NodePort
      And the response contains "Welcome to nginx!"

      Examples:
        | worker      |
        | 10.10.10.85 |
        | 10.10.10.86 |

  Rule: until 1.23 kube-proxy held a node port open

    @tutorial-132
    Scenario Outline: so that <worker> lists it
      Given the cluster in clusters/kubernetes-1.15.yaml
      And the manifest:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: nginx-service}
        spec:
          type: NodePort
          selector: {run: nginx}
          ports: [{port: 80, nodePort: 31608}]
        """
      When node <worker> runs "netstat -natp | grep 31608"
      Then the output contains ":::31608"
      And the output contains "LISTEN"
      And the output contains "/kube-proxy"

      Examples:
        | worker  |
        | kuben05 |
        | kuben06 |

  Rule: a node port is one of the API server's range

    @tutorial-136
    Scenario: the tutorial's first number is not
      When I run "kubectl create -f -" with:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: nginx, labels: {run: nginx}}
        spec:
          type: NodePort
          selector: {run: nginx}
          ports: [{protocol: TCP, port: 80, targetPort: 80, nodePort: 8090}]
        """
      Then the output is:
        """
        The Service "nginx" is invalid: spec.ports[0].nodePort: Invalid value: 8090: provided port is not in the valid range. The range of valid ports is 30000-32767
        """
      And it exits with status 1

    @tutorial-136
    Scenario Outline: <port> is on <cluster>
      Given the cluster in <cluster>
      And the manifests in nginx-deploy.yaml
      And the manifest:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: nginx, labels: {run: nginx}}
        spec:
          type: NodePort
          selector: {run: nginx}
          ports: [{protocol: TCP, port: 80, targetPort: 80, nodePort: <port>}]
        """
      Then the manifests are accepted
      When an external client curls 10.10.10.85:<port>
      Then it reaches a pod of deployment nginx via NodePort

      Examples:
        | port  | cluster                       |
        | 30080 | flannel                       |
        | 8090  | clusters/wide-node-ports.yaml |
