import { Cluster } from '../../../api/index.ts';

/** One of everything that the tests of kubectl show, describe and expose. */
const MANIFESTS = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: blue}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop, labels: {a: b}, annotations: {note: hi}}
spec:
  podSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [x, w]}]}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - {podSelector: {matchLabels: {app: c}}, namespaceSelector: {matchLabels: {team: blue}}}
        - {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.0.0/16]}}
        - {namespaceSelector: {}}
      ports: [{port: 80}, {port: dns, protocol: UDP}, {port: 8000, endPort: 9000}]
    - {}
  egress: [{to: [{podSelector: {}}]}]
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: shop}, spec: {podSelector: {}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {example.com/rewrite: /}}
spec:
  ingressClassName: nginx
  tls: [{hosts: [a.com, b.com], secretName: tls}, {hosts: [c.com]}]
  rules:
    - host: a.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
          - {path: /x, pathType: Exact, backend: {service: {name: nope, port: {name: http}}}}
    - {http: {paths: [{path: /z, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}]}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: fallback}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, annotations: {x: "yes"}}
spec:
  type: LoadBalancer
  selector: {app: web}
  externalIPs: [1.2.3.4]
  sessionAffinity: ClientIP
  loadBalancerSourceRanges: [10.0.0.0/8]
  externalTrafficPolicy: Local
  ports: [{name: http, port: 80, targetPort: http}, {name: s, port: 443, targetPort: 8443}]
---
{apiVersion: v1, kind: Service, metadata: {name: ext}, spec: {type: ExternalName, externalName: foo.com}}
---
apiVersion: v1
kind: Service
metadata: {name: headless}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
---
{apiVersion: v1, kind: Service, metadata: {name: idle, labels: {app: idle}}, spec: {selector: {app: idle}, ports: [{port: 80}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}, annotations: {foo: bar}}
    spec:
      serviceAccountName: sa
      nodeSelector: {kubernetes.io/os: linux}
      tolerations: [{key: a, operator: Exists, effect: NoSchedule}, {key: b, value: c, effect: NoExecute, tolerationSeconds: 30}]
      initContainers: [{name: init, image: busybox, command: [sh, -c, "echo hi"]}]
      containers:
        - name: web
          image: nginx:1.25
          args: ["-g", "daemon off;"]
          ports: [{name: http, containerPort: 80}, {containerPort: 8443}]
          env:
            - {name: A, value: b}
            - {name: P, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
            - {name: NS, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
            - {name: S, valueFrom: {secretKeyRef: {name: s, key: k}}}
            - {name: C, valueFrom: {configMapKeyRef: {name: c, key: k, optional: true}}}
          envFrom: [{configMapRef: {name: cm}}, {secretRef: {name: sec}, prefix: X_}]
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m, memory: 128Mi}}
          livenessProbe: {httpGet: {path: /h, port: 80}}
          readinessProbe: {tcpSocket: {port: http}, periodSeconds: 5}
          startupProbe: {exec: {command: [cat, /x]}}
          volumeMounts: [{name: v, mountPath: /v, readOnly: true}, {name: cm, mountPath: /c, subPath: s}]
        - {name: side, image: busybox, command: [sleep, "1d"]}
      volumes:
        - {name: v, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
        - {name: cm, configMap: {name: cm}}
        - {name: sec, secret: {secretName: s, optional: true}}
        - {name: hp, hostPath: {path: /tmp}}
        - {name: pvc, persistentVolumeClaim: {claimName: c}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: headless
  replicas: 2
  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: mariadb}]}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: agent, image: busybox}]}}
---
# kubectl describes the entries of a ConfigMap in the order of a Go map, which is another each time: one is enough.
{apiVersion: v1, kind: ConfigMap, metadata: {name: cm}, data: {f: "x\\n1\\n"}}
---
{apiVersion: v1, kind: Pod, metadata: {name: lone}, spec: {containers: [{name: a, image: nginx, ports: [{containerPort: 80}]}]}}
`;

/** A cluster of Kubernetes 1.33, which is the version of the real kubectl that it is compared with. */
export function testCluster(): Cluster {
  return Cluster.of({ yaml: MANIFESTS, cluster: { extends: 'default', kubernetesVersion: '1.33' } });
}
