Feature: a Service is one address and one name for many pods
  kube-proxy turns the address into a pod's, on the client's own node; the DNS knows the name.

  Background:
    Given the manifests in examples/cluster-networking

  Rule: the pods behind it

    @tutorial-78
    Scenario: three pods in three subnets are its endpoints
      Then service my-namespace/my-svc has endpoints 10.1.0.3:80, 10.2.3.5:80, 10.3.5.6:80

    @tutorial-77 @tutorial-81
    Scenario: any of them answers, and nobody else
      When visitors/on-a curls http://10.23.1.2
      Then it is balanced over 3 pods
      And it may reach 10.1.0.3:80
      And it may reach 10.2.3.5:80
      And it may reach 10.3.5.6:80

    @tutorial-77
    Scenario: who loses the label is out
      The Deployment replaces the pods that it lost.

      When I run "kubectl label pods -n my-namespace --all app=other --overwrite"
      Then service my-namespace/my-svc has endpoints 10.1.0.5:80, 10.2.3.7:80, 10.3.5.8:80
      When visitors/on-a connects to 10.1.0.3 port 80
      Then it reaches pod 10.1.0.3 via PodIP

    @tutorial-77
    Scenario Outline: kube-proxy runs on <node> too
      When node <node> curls http://10.23.1.2
      Then it is balanced over 3 pods

      Examples:
        | node   |
        | node-a |
        | node-b |
        | node-c |

    @tutorial-82
    Scenario Outline: the address is translated on the client's node, here <node>
      When visitors/<client> curls http://10.23.1.2
      Then the explanation contains "translate  node <node> "
      And the explanation contains "10.23.1.2:80 becomes 10."

      Examples:
        | client | node   |
        | on-a   | node-a |
        | on-c   | node-c |

    @tutorial-83
    Scenario: the pods are replaced, and the Service stays what it was
      When deployment my-namespace/web restarts
      And visitors/on-a resolves my-svc.my-namespace
      Then it resolves to 10.23.1.2
      When visitors/on-a curls http://my-svc.my-namespace
      Then it is balanced over 3 pods
      When visitors/on-a connects to 10.1.0.3 port 80
      Then it is unreachable

  Rule: its address

    @tutorial-79
    Scenario: a Service gets one cluster IP of the Service range
      When I run "kubectl create service clusterip plain --tcp=80:80"
      And I run "kubectl get service plain"
      Then the output contains "10.23."
      When I run "kubectl get service plain -o jsonpath={.spec.clusterIPs}"
      Then the output does not contain ","

    @tutorial-79
    Scenario: a headless Service and an ExternalName have none
      When I run:
        """
        kubectl create service clusterip headless --clusterip=None
        kubectl create service externalname search --external-name=search.google.com
        kubectl get services headless search --no-headers
        """
      Then the output contains "headless   ClusterIP      None"
      And the output contains "search     ExternalName   <none>"

  Rule: its name

    @tutorial-80
    Scenario: my-svc in my-namespace
      When visitors/on-a resolves my-svc.my-namespace.svc.cluster.local
      Then it resolves to 10.23.1.2
      When visitors/on-a curls http://my-svc.my-namespace.svc.cluster.local
      Then it is balanced over 3 pods

    @tutorial-84
    Scenario: service-a in backend
      When visitors/on-b resolves service-a.backend.svc.cluster.local
      Then it resolves to the cluster IP of service backend/service-a

    @tutorial-85
    Scenario: a Service that is made anew has the old name and another address
      Only who asks for the name again goes on without interruption.

      When the service backend/service-a is deleted
      And the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: service-a, namespace: backend}
        spec:
          clusterIP: 10.23.5.6
          selector: {app: a}
          ports: [{port: 80}]
        """
      And visitors/on-b resolves service-a.backend.svc.cluster.local
      Then it resolves to 10.23.5.6
      When visitors/on-b curls http://10.23.5.5
      Then it times out
