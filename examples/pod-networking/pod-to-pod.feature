Feature: pods reach each other by address
  Nothing was configured: every pod has an address of its own, and every other pod can use it.

  Background:
    Given a minikube cluster
    And the manifests in manifests/already-there.yaml
    When the manifests in manifests/pod-nginx.yaml are applied
    And the manifests in manifests/pod-httpd.yaml are applied

  @tutorial-21 @tutorial-22 @tutorial-23
  Scenario: two pods, each with a container cntr-httpd, get private addresses
    Then the manifests are accepted
    And pod pod-nginx has address 172.17.0.7
    And pod pod-httpd has address 172.17.0.8
    When I run "kubectl get pods -o wide"
    Then the output is:
      """
      NAME        READY   STATUS    RESTARTS   AGE   IP           NODE       NOMINATED NODE   READINESS GATES
      pod-httpd   1/1     Running   0          0s    172.17.0.8   minikube   <none>           <none>
      pod-nginx   1/1     Running   0          0s    172.17.0.7   minikube   <none>           <none>
      """

  @tutorial-22
  Scenario: container names must be unique inside a pod only
    When I run "kubectl get pods -o custom-columns=POD:.metadata.name,CONTAINER:.spec.containers[0].name,IMAGE:.spec.containers[0].image"
    Then the output is:
      """
      POD         CONTAINER    IMAGE
      pod-httpd   cntr-httpd   httpd:latest
      pod-nginx   cntr-httpd   nginx:latest
      """

  @tutorial-24
  Scenario: an address that a pod gives back is the next pod's
    When pod pod-nginx is deleted
    And the manifests in manifests/pod-centos.yaml are applied
    Then pod pod-centos has address 172.17.0.7

  @tutorial-25
  Scenario: kubectl exec needs two dashes since 1.31
    Until 1.30 kubectl took the command without them, with a notice. The shell itself is interactive: that is not simulated.

    When I run "kubectl exec pod-httpd -it /bin/bash"
    Then the output is:
      """
      error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead
      See 'kubectl exec -h' for help and examples
      """
    And it exits with status 1
    When I run "kubectl exec pod-httpd -it -- hostname"
    Then the output is:
      """
      pod-httpd
      """

  @tutorial-26
  Scenario: curl is there because the manifest says so; Curlew installs no packages
    Then it is not modelled that pod-httpd runs "apt-get install -y curl"
    When I run "kubectl annotate pod pod-httpd curlew.dev/tools-"
    And pod-httpd runs "curl http://172.17.0.7"
    Then the output is:
      """
      bash: curl: command not found
      """
    And it exits with status 127

  @tutorial-27 @tutorial-34
  Scenario: pod-httpd gets the page of pod-nginx
    When pod-httpd curls http://172.17.0.7
    Then it reaches pod pod-nginx via PodIP
    And the source address seen by the pod is 172.17.0.8
    When pod-httpd runs "curl http://172.17.0.7"
    Then the output is:
      """
      <!DOCTYPE html>
      <html>
      <head>
      <title>Welcome to nginx!</title>
      <style>
      html { color-scheme: light dark; }
      body { width: 35em; margin: 0 auto;
      font-family: Tahoma, Verdana, Arial, sans-serif; }
      </style>
      </head>
      <body>
      <h1>Welcome to nginx!</h1>
      <p>If you see this page, the nginx web server is successfully installed and
      working. Further configuration is required.</p>

      <p>For online documentation and support please refer to
      <a href="http://nginx.org/">nginx.org</a>.<br/>
      Commercial support is available at
      <a href="http://nginx.com/">nginx.com</a>.</p>

      <p><em>Thank you for using nginx.</em></p>
      </body>
      </html>
      """

  @tutorial-28
  Scenario: a pod that is built anew may have another address, and the old one leads nowhere
    When pod pod-nginx is deleted
    And the manifests in manifests/pod-centos.yaml are applied
    And the manifests in manifests/pod-nginx.yaml are applied
    Then pod pod-nginx has address 172.17.0.9
    When pod-httpd curls http://172.17.0.7
    Then it reaches pod pod-centos via PodIP
    And the response does not contain "Welcome to nginx!"
