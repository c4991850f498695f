Feature: the network belongs to the pod, not to its containers
  On a real node a "pause" container holds the pod's network namespace, and the others join it. Curlew has the namespace,
  and no container runtime: what the tutorial shows with docker, these specs say of the pod.

  Background:
    Given a docker-desktop cluster

  Rule: a pod of nginx

    @tutorial-65
    Scenario: what made a Deployment is kubectl create deployment
      Until 1.17 `kubectl run` made one too, and said that this is deprecated.

      When I run "kubectl create deployment nginx --image=nginx"
      Then the output is:
        """
        deployment.apps/nginx created
        """
      When I run "kubectl get deployment nginx"
      Then the output is:
        """
        NAME    READY   UP-TO-DATE   AVAILABLE   AGE
        nginx   1/1     1            1           0s
        """

    @tutorial-65 @tutorial-66
    Scenario: kubectl run makes a pod since 1.18, with the label run
      When I run "kubectl run nginx --image=nginx"
      Then the output is:
        """
        pod/nginx created
        """
      When I run "kubectl get deployments,pods --show-labels"
      Then the output is:
        """
        NAME        READY   STATUS    RESTARTS   AGE   LABELS
        pod/nginx   1/1     Running   0          0s    run=nginx
        """

    @tutorial-66
    Scenario: the flag --generator is gone
      When I run "kubectl run nginx --image=nginx --generator=deployment/apps.v1"
      Then the output is:
        """
        error: unknown flag: --generator
        See 'kubectl run --help' for usage.
        """
      And it exits with status 1

    @tutorial-67
    Scenario: grep leaves the pod's row, whose name starts with the Deployment's
      When I run "kubectl create deployment nginx --image=nginx"
      And I run "kubectl get pods -o wide | grep nginx"
      Then the output contains "nginx-"
      And the output contains "   1/1     Running   0          0s    10.1.0.4   docker-desktop   <none>           <none>"
      And the output does not contain "NAME"

    @tutorial-72 @tutorial-73
    Scenario: a deleted Deployment takes its ReplicaSet and its pod along
      Up to 1.15 the words were `deployment.extensions "nginx" deleted`; the namespace is told since 1.34.

      When I run "kubectl create deployment nginx --image=nginx"
      And I run "kubectl get deployments,replicasets,pods --no-headers"
      Then the output contains "deployment.apps/nginx"
      And the output contains "replicaset.apps/nginx-"
      And the output contains "pod/nginx-"
      When I run "kubectl delete deployments nginx"
      Then the output is:
        """
        deployment.apps "nginx" deleted from default namespace
        """
      When I run "kubectl get deployments,replicasets,pods"
      Then the output is:
        """
        No resources found in default namespace.
        """

  Rule: its namespace

    @tutorial-64
    Scenario: the containers have one namespace: what one listens on, the other reaches at localhost
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: two}
        spec:
          containers:
            - {name: web, image: nginx}
            - {name: shell, image: busybox, command: [sleep, infinity]}
        """
      When container shell in pod two curls http://localhost
      Then it reaches pod two via Loopback
      When container shell in pod two runs "ip -4 addr show eth0"
      Then the output contains "inet 10.1.0."

    @tutorial-64
    Scenario: the address outlives a container that crashes, since the container does not own it
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: two}
        spec:
          containers:
            - {name: web, image: nginx, ports: [{containerPort: 80}]}
            - {name: late, image: httpd, ports: [{containerPort: 80}]}
        """
      And a client pod busybox
      When I run "kubectl get pod two"
      Then the output contains "CrashLoopBackOff"
      And pod two has address 10.1.0.x
      When busybox connects to pod two on port 80
      Then it reaches pod two via PodIP

    @tutorial-68 @tutorial-70 @tutorial-71
    Scenario Outline: there is no container runtime to ask: <command>
      Then it is not modelled that node docker-desktop runs "<command>"

      Examples:
        | command                                                      |
        | docker ps                                                    |
        | docker inspect 94c2fe8a82fb --format={{json.NetworkSettings}} |
        | docker inspect 42fef8893baf --format={{json.NetworkSettings}} |

    @tutorial-70 @tutorial-71
    Scenario: the address is in the status of the pod, and in that of no container
      The plugin gave it to the sandbox: docker inspect shows no address for the pause container either.

      When I run "kubectl run nginx --image=nginx"
      And I run "kubectl get pod nginx -o jsonpath={.status.podIP}"
      Then the output contains "10.1.0."
      When I run "kubectl get pod nginx -o jsonpath={.status.containerStatuses}"
      Then the output does not contain "10.1.0."

    @tutorial-69
    Scenario: the sandbox comes first: while it has no network, no container of the pod starts
      Given the cluster in examples/cluster-networking/clusters/without-plugin.yaml
      And the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: nginx}
        spec: {nodeName: worker-1, containers: [{name: nginx, image: nginx}]}
        """
      When I run "kubectl get pod nginx -o jsonpath='{.status.conditions[0].type}={.status.conditions[0].status} {.status.containerStatuses[0].state}'"
      Then the output is:
        """
        PodReadyToStartContainers=False {"waiting":{"reason":"ContainerCreating"}}
        """
