Feature: variables of Services
  The variables that name Services are set when a container starts: one that is older than a Service does not know it.

  Background:
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: client}
      spec: {containers: [{name: client, image: busybox, env: [{name: URL, value: "http://$(WEB_SERVICE_HOST)/"}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: quiet}
      spec: {enableServiceLinks: false, containers: [{name: quiet, image: busybox}]}
      """
    And a client pod probe

  Rule: a Service that comes later is not known

    Background:
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {clusterIP: 10.96.7.7, selector: {app: web}, ports: [{name: http, port: 80}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: later}
        spec: {containers: [{name: later, image: busybox}]}
        """

    Scenario: not to a pod that runs already
      When client runs "printenv WEB_SERVICE_HOST"
      Then it exits with status 1
      When client runs "printenv URL"
      Then the output contains "http://$(WEB_SERVICE_HOST)/"

    Scenario: but to those that start with it
      When later runs "printenv WEB_SERVICE_HOST WEB_SERVICE_PORT_HTTP"
      Then the output contains "10.96.7.7"
      And the output contains "80"

    Scenario: and to one that is made anew
      When pod client restarts
      And client runs "printenv WEB_SERVICE_HOST URL"
      Then the output contains "http://10.96.7.7/"

    Scenario: and to one that starts again in place
      When pod client crashes
      And client runs "printenv WEB_SERVICE_HOST"
      Then the output contains "10.96.7.7"

    Scenario: its name is known to everyone
      When client resolves web
      Then it resolves to 10.96.7.7

    Scenario: without service links a pod learns nothing, however often it starts
      When pod quiet restarts
      And quiet runs "printenv WEB_SERVICE_HOST"
      Then it exits with status 1
      When quiet runs "printenv KUBERNETES_SERVICE_HOST"
      Then it exits with status 0

  Rule: a container keeps what it found

    Background:
      Given the manifest:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {clusterIP: 10.96.7.7, selector: {app: web}, ports: [{port: 80}]}
        """

    Scenario: what is applied together knows each other, whatever comes first
      When client runs "printenv WEB_SERVICE_HOST URL"
      Then the output contains "http://10.96.7.7/"

    Scenario: a Service that changes its port
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {clusterIP: 10.96.7.7, selector: {app: web}, ports: [{port: 8080}]}
        """
      And client runs "printenv WEB_SERVICE_PORT"
      Then the output contains "80"
      And the output does not contain "8080"
      When pod client restarts
      And client runs "printenv WEB_SERVICE_PORT"
      Then the output contains "8080"

    Scenario: a Service that is gone
      When the service web is deleted
      And client runs "printenv WEB_SERVICE_HOST"
      Then the output contains "10.96.7.7"
      When pod client restarts
      And client runs "printenv WEB_SERVICE_HOST"
      Then it exits with status 1

    Scenario: a rollout brings the new ones
      Given the manifest:
        """yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: worker}
        spec:
          selector: {matchLabels: {app: worker}}
          template:
            metadata: {labels: {app: worker}}
            spec: {containers: [{name: worker, image: busybox}]}
        """
      When the manifest is applied:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: cache}
        spec: {clusterIP: 10.96.8.8, ports: [{port: 6379}]}
        """
      And deployment worker runs "printenv CACHE_SERVICE_HOST"
      Then it exits with status 1
      When deployment worker rolls out
      And deployment worker runs "printenv CACHE_SERVICE_HOST"
      Then the output contains "10.96.8.8"
