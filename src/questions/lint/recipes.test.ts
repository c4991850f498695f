import { expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { documents } from './example-manifests.ts';

/* The policies that everybody writes, written right: nothing is worth a warning. */

const APP = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: shop}}
---
apiVersion: v1
kind: Namespace
metadata: {name: monitoring, labels: {purpose: monitoring}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: example/web
          ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]
          readinessProbe: {httpGet: {path: /, port: http}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: 'postgres:17'}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: monitoring}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {hostNetwork: true, containers: [{name: agent, image: example/agent}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: prometheus, namespace: monitoring}
spec:
  selector: {matchLabels: {app: prometheus}}
  template:
    metadata: {labels: {app: prometheus}}
    spec: {containers: [{name: prometheus, image: prom/prometheus}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: backup, namespace: shop}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        metadata: {labels: {app: backup}}
        spec: {restartPolicy: Never, containers: [{name: backup, image: example/backup}]}
`;

function policy(name: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: ${spec}
`;
}

const DENY_INGRESS = policy('deny-ingress', '{podSelector: {}, policyTypes: [Ingress]}');
const DENY_ALL = policy('deny-all', '{podSelector: {}, policyTypes: [Ingress, Egress]}');
const WEB = policy('web', '{podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: http}]}]}');
const DB = policy(
  'db',
  '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: In, values: [web, backup]}]}}], ports: [{port: 5432}]}]}',
);
const DNS = policy(
  'dns',
  '{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}]}',
);
const TO_DB = policy(
  'to-db',
  '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5432}]}]}',
);
const SCRAPE = policy(
  'scrape',
  '{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {matchLabels: {purpose: monitoring}}, podSelector: {matchLabels: {app: prometheus}}}], ports: [{port: metrics}]}]}',
);
const INTERNET = policy(
  'internet',
  '{podSelector: {matchLabels: {app: backup}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]}}], ports: [{port: 443}]}]}',
);

test.each([
  ['no policy', []],
  ['deny all ingress, allow what is needed', [DENY_INGRESS, WEB, DB]],
  ['deny all, allow DNS and what is needed', [DENY_ALL, DNS, WEB, DB, TO_DB]],
  ['scraping from another namespace', [WEB, SCRAPE]],
  ['the internet, but not the cluster', [DNS, INTERNET]],
])('%s', async (_, policies) => {
  const cluster = Cluster.of({ yaml: documents(APP, ...policies) });
  expect(cluster.lint({ ignore: ['no-policy', 'unprotected-workload'] }).findings).toEqual([]);
});
