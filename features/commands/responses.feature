Feature: what servers answer
  Well-known images answer as they do; of others the manifests or the Cluster file tell.

  Background:
    Given a client pod busybox

  Rule: the pages of well-known images are known

    Scenario: nginx welcomes, and has no other page
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          hostname: web
          containers: [{name: web, image: "nginx:1.27.3"}]
        """
      When pod web curls http://localhost
      Then the response contains "Welcome to nginx!"
      And the response status is 200
      When pod web curls http://localhost/missing
      Then the response status is 404
      And the response does not contain "Welcome to nginx!"
      And the response contains "nginx/1.27.3"

    Scenario: a ConfigMap in the document root replaces the pages
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: pages}
        data:
          index.html: hello from a ConfigMap
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - name: web
              image: nginx
              volumeMounts: [{name: pages, mountPath: /usr/share/nginx/html}]
          volumes: [{name: pages, configMap: {name: pages}}]
        """
      When pod web curls http://localhost/index.html?version=1
      Then the response contains "hello from a ConfigMap"

  Rule: of other images the annotation curlew.dev/responds tells

    Scenario: a status and a body
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: api, labels: {app: api}, annotations: {curlew.dev/responds: 503 try again later}}
        spec:
          containers: [{name: api, image: shop/api, ports: [{containerPort: 8080}]}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: api}
        spec:
          selector: {app: api}
          ports: [{port: 80, targetPort: 8080}]
        """
      When busybox curls http://api/health
      Then the response status is 503
      And the response contains "try again later"
      When busybox runs "wget -q -O - api"
      Then the output is:
        """
        wget: server returned error: HTTP/1.1 503 Service Unavailable
        """
      And it exits with status 1
