Feature: what a machine says of itself
  Names, files, interfaces, sockets and variables.

  Scenario: the interfaces of a pod on the docker bridge
    Given a minikube cluster
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-centos, annotations: {curlew.dev/tools: net-tools}}
      spec:
        containers:
          - {name: cntr-httpd, image: "httpd:latest", ports: [{containerPort: 80}]}
          - {name: cntr-centos, image: centos, command: [/bin/bash, -c], args: ["while true; do sleep 10; done"]}
      """
    When container cntr-centos in pod pod-centos runs "ifconfig eth0"
    Then the output contains "eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500"
    And the output contains "  netmask 255.255.0.0  broadcast 172.17.255.255"
    And the output contains "        ether 02:42:ac:11:00:"
    When container cntr-httpd in pod pod-centos runs "ifconfig lo"
    Then the output is:
      """
      lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536
              inet 127.0.0.1  netmask 255.0.0.0
              loop  txqueuelen 1000  (Local Loopback)
              RX packets 0  bytes 0 (0.0 B)
              RX errors 0  dropped 0  overruns 0  frame 0
              TX packets 0  bytes 0 (0.0 B)
              TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0
      """
    When container cntr-centos in pod pod-centos runs "hostname"
    Then the output is:
      """
      pod-centos
      """
    When container cntr-centos in pod pod-centos runs "netstat -tln | grep :80"
    Then the output contains "LISTEN"

  Scenario: net-tools is not in the image of CentOS
    Given a minikube cluster
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-centos}
      spec:
        containers: [{name: cntr-centos, image: centos, command: [sleep, "3600"]}]
      """
    When pod-centos runs "ifconfig"
    Then the output is:
      """
      bash: ifconfig: command not found
      """
    And it exits with status 127

  Scenario: a node holds its node ports open no longer
    Given a flannel cluster
    And the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        type: NodePort
        selector: {run: web}
        ports: [{port: 80, nodePort: 31608}]
      """
    When node kuben05 runs "netstat -natp | grep 31608"
    Then the output does not contain "31608"
    And it exits with status 1
    When node kuben05 runs "netstat -natp | grep kubelet"
    Then it exits with status 0

  Scenario: variables of Services, the container's own, and references
    Given the manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: mariadb}
      spec:
        clusterIP: 10.96.7.7
        selector: {run: mariadb}
        ports: [{port: 3306}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: wordpress}
      spec:
        containers:
          - name: wordpress
            image: busybox
            command: [sleep, "3600"]
            env:
              - {name: MARIADB_PORT, value: "3306"}
              - {name: DATABASE, value: $(MARIADB_SERVICE_HOST):$(MARIADB_PORT)}
      """
    When wordpress runs "printenv MARIADB_PORT MARIADB_SERVICE_HOST DATABASE"
    Then the output is:
      """
      3306
      10.96.7.7
      10.96.7.7:3306
      """
    When wordpress runs "printenv NOPE"
    Then it exits with status 1
