Feature: service discovery with flannel
  A Service has a name, which every pod can look up as soon as it is there.

  Rule: the cluster has a DNS server

    @tutorial-139
    Scenario: today it is CoreDNS, behind the Service that is still called kube-dns
      Given a flannel cluster
      When I run "kubectl get all -n kube-system"
      Then the output contains "pod/coredns-"
      And the output contains "service/kube-dns   ClusterIP   10.254.3.100   <none>        53/UDP,53/TCP"
      And the output contains "deployment.apps/coredns   2/2"

    @tutorial-139
    Scenario: in the tutorial it was kube-dns, three containers of a ReplicationController
      Its kubectl had no TYPE column, and called them rc/kube-dns-v20, svc/kube-dns and po/kube-dns-v20-3xk4v.
      Given the cluster in clusters/kube-dns.yaml
      When I run "kubectl get all -n kube-system"
      Then the output contains "replicationcontroller/kube-dns-v20   1         1         1"
      And the output contains "service/kube-dns   ClusterIP   10.254.3.100   <none>        53/UDP,53/TCP"
      When I run "kubectl get pods -n kube-system | grep -E '^kube-dns-v20-[0-9a-z]{5} +3/3 +Running '"
      Then it exits with status 0

    @tutorial-140
    Scenario: it has the address that its manifest asks for, and nobody else may have it
      Given a flannel cluster
      When I run "kubectl get svc kube-dns -n kube-system -o jsonpath='{.spec.clusterIP}'"
      Then the output is:
        """
        10.254.3.100
        """
      When I run "kubectl create -f -" with:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: second-dns, namespace: kube-system}
        spec: {clusterIP: 10.254.3.100, selector: {k8s-app: kube-dns}, ports: [{port: 53, protocol: UDP}]}
        """
      Then the output is:
        """
        The Service "second-dns" is invalid: spec.clusterIPs: Invalid value: ["10.254.3.100"]: failed to allocate IP 10.254.3.100: provided IP is already allocated
        """
      And it exits with status 1

    @tutorial-138
    Scenario: without it there are no names, and addresses work all the same
      Given the cluster in clusters/without-dns.yaml
      And the manifests in nginx-deploy.yaml
      And the manifests in busybox.yaml
      And the manifests in nginx-service.yaml
      When busybox resolves nginx-service
      Then it fails to resolve
      When busybox curls http://nginx-service:8080
      Then it fails to resolve
      And the explanation contains "nameserver 10.254.3.100 does not answer"
      When busybox curls 10.254.30.44:8080
      Then it reaches a pod of deployment nginx via ClusterIP

  Rule: a section of the tutorial starts where nothing is left of the one before

    Background:
      Given a flannel cluster

    @tutorial-143
    Scenario: otherwise what exists is not created again
      When I run:
        """
        kubectl create -f nginx-deploy.yaml
        kubectl create -f nginx-deploy.yaml
        """
      Then the output contains 'Error from server (AlreadyExists): error when creating "nginx-deploy.yaml": deployments.apps "nginx" already exists'
      And it exits with status 1
      When I run:
        """
        kubectl delete -f nginx-deploy.yaml
        kubectl create -f nginx-deploy.yaml
        """
      Then the output is:
        """
        deployment.apps "nginx" deleted
        deployment.apps/nginx created
        """

    @tutorial-146
    Scenario: the same template has the same hash, wherever it is created
      When I run:
        """
        kubectl create namespace again
        kubectl create -f nginx-deploy.yaml
        kubectl create -f nginx-deploy.yaml -n again
        """
      And I run:
        """
        kubectl get rs -A -l run=nginx -o jsonpath='{.items[*].metadata.name}' | tr ' ' '\n' | uniq -c | grep -x -E ' *2 nginx-[0-9a-z]+'
        """
      Then it exits with status 0

    @tutorial-146
    Scenario: pods bear the name of their ReplicaSet
      When I run "kubectl create -f nginx-deploy.yaml"
      And I run:
        """
        kubectl get rs,pods -l run=nginx -o jsonpath='{.items[*].metadata.name}' | tr ' ' '\n' | cut -d- -f1,2 | uniq -c | grep -x -E ' *3 nginx-[0-9a-z]+'
        """
      Then it exits with status 0

  Rule: a Service on port 8080 for pods that listen on port 80

    Background:
      Given a flannel cluster
      When I run:
        """
        kubectl create -f nginx-deploy.yaml
        kubectl expose deploy/nginx --port=8080 --target-port=80 --name=nginx-service --cluster-ip=10.254.30.44
        """

    @tutorial-144
    Scenario: kubectl exposes the Deployment
      Until 1.10 it said: service "nginx-service" exposed
      Then the output is:
        """
        deployment.apps/nginx created
        service/nginx-service exposed
        """

    @tutorial-145
    Scenario: all of it, the pods first
      The tutorial's kubectl listed deploy/, svc/, rs/ and po/, in this order, with DESIRED and CURRENT for Deployments.
      When I run "kubectl get all -l run=nginx -o name | grep -o '^[a-z.]*/'"
      Then the output is:
        """
        pod/
        pod/
        service/
        deployment.apps/
        replicaset.apps/
        """
      When I run "kubectl get all -l run=nginx"
      Then the output contains "service/nginx-service   ClusterIP   10.254.30.44   <none>        8080/TCP"
      And the output contains "deployment.apps/nginx   2/2     2            2"

    @tutorial-147
    Scenario: busybox downloads the page from the Service's address
      The tutorial shows "200 OK"; the real program draws a progress bar.
      When I run:
        """
        kubectl create -f busybox.yaml
        kubectl exec -ti busybox -- wget 10.254.30.44:8080
        """
      Then the output contains "Connecting to 10.254.30.44:8080 (10.254.30.44:8080)"
      And the output contains "index.html           100% |****"
      And it exits with status 0
      When busybox curls 10.254.30.44:8080
      Then it is balanced over 2 pods
      And the response contains "Welcome to nginx!"

    @tutorial-148
    Scenario: the pods' port is not the Service's
      When I run "kubectl create -f busybox.yaml"
      And busybox curls 10.254.30.44:80
      Then it times out

    @tutorial-141 @tutorial-149
    Scenario: resolv.conf is there when a pod starts
      When I run:
        """
        kubectl create -f busybox.yaml
        kubectl exec -ti busybox -- cat /etc/resolv.conf
        """
      Then the output is:
        """
        pod/busybox created
        search default.svc.cluster.local svc.cluster.local cluster.local
        nameserver 10.254.3.100
        nameserver 10.10.10.1
        nameserver 8.8.8.8
        options ndots:5
        """

    @tutorial-150 @tutorial-152
    Scenario: the Service's name leads to its address, through the first search domain
      When I run "kubectl create -f busybox.yaml"
      And I run "kubectl exec -ti busybox -- nslookup nginx-service"
      Then the output is:
        """
        Server:    10.254.3.100
        Address 1: 10.254.3.100 kube-dns.kube-system.svc.cluster.local

        Name:      nginx-service
        Address 1: 10.254.30.44 nginx-service.default.svc.cluster.local
        """
      When busybox curls http://nginx-service:8080
      Then it reaches a pod of deployment nginx via ClusterIP
      And the explanation contains "nginx-service.default.svc.cluster.local is 10.254.30.44"

    @tutorial-151
    Scenario Outline: <address> is called <name>
      When I run "kubectl create -f busybox.yaml"
      And busybox looks up the PTR record of <address>
      Then it resolves to <name>

      Examples:
        | address      | name                                    |
        | 10.254.30.44 | nginx-service.default.svc.cluster.local |
        | 10.254.3.100 | kube-dns.kube-system.svc.cluster.local  |

    @tutorial-142
    Scenario: a new Service is known to the pods that were there before
      When I run "kubectl create -f busybox.yaml"
      And busybox resolves another
      Then it fails to resolve with NXDOMAIN
      When I run "kubectl expose deploy/nginx --port=80 --name=another"
      And busybox resolves another
      Then it resolves to the cluster IP of service another
      When every pod curls http://another
      Then it reaches a pod of deployment nginx via ClusterIP
