import { expect } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { runCommand } from '../shell/index.ts';

const PODS = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {run: web}}
spec: {containers: [{name: nginx, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: api, labels: {run: api}}
spec: {containers: [{name: api, image: shop/api, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: duo, annotations: {curlew.dev/tools: "net-tools"}}
spec:
  containers:
    - {name: server, image: httpd, ports: [{containerPort: 80}]}
    - {name: centos, image: "centos:7", command: [sleep, "1"]}
---
apiVersion: v1
kind: Pod
metadata: {name: bb}
spec: {containers: [{name: bb, image: busybox, command: [sleep, "1"], env: [{name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: alpine}
spec: {containers: [{name: alpine, image: "alpine:3.20", command: [sleep, "1"]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shoot}
spec: {containers: [{name: shoot, image: nicolaka/netshoot, command: [sleep, "1"]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: deb}
spec: {containers: [{name: deb, image: "nginx:1.27", command: [sleep, "1"]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, clusterIP: 10.96.0.77, selector: {run: web}, ports: [{port: 8080, targetPort: 80, nodePort: 31608}]}
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {clusterIP: 10.96.0.78, selector: {run: api}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: nobody}
spec: {clusterIP: 10.96.0.79, selector: {run: nobody}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: paint}
spec: {clusterIP: 10.96.0.80, selector: {app: paint}, ports: [{port: 80, targetPort: 5678}]}
---
apiVersion: v1
kind: Pod
metadata: {name: blue, labels: {app: paint}}
spec: {containers: [{name: echo, image: hashicorp/http-echo, args: [-text=blue]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: green, labels: {app: paint}}
spec: {containers: [{name: echo, image: hashicorp/http-echo, args: [-text=green]}]}
`;

const POLICY = `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {matchLabels: {run: web}}}
`;

/** One node on the docker bridge, Kubernetes 1.14; nothing enforces policies. */
export const minikube: Cluster = Cluster.of({ yaml: PODS, cluster: 'minikube' });

/** Today's cluster of three nodes. */
export const kubeadm: Cluster = Cluster.of({ yaml: PODS, cluster: 'default' });

/** The same, with a policy that isolates pod web. */
export const guarded: Cluster = Cluster.of({ yaml: PODS + POLICY, cluster: 'default' });

/** A container with CentOS 7 and net-tools, beside one with httpd. */
export const CENTOS = 'container centos in pod duo';

/** A command, and what it leaves behind; streams are empty unless said otherwise. */
export interface Row {
  readonly client: string;
  readonly line: string;
  readonly stdout?: string | RegExp;
  readonly stderr?: string | RegExp;
  readonly status: number;
}

export async function check(cluster: Cluster, { client, line, stdout = '', stderr = '', status }: Row): Promise<void> {
  const result = await runCommand(cluster, { client, command: line });
  for (const [found, wanted] of [
    [result.stdout, stdout],
    [result.stderr, stderr],
  ] as const) {
    if (typeof wanted === 'string') expect(found).toBe(wanted);
    else expect(found).toMatch(wanted);
  }
  expect(result.status).toBe(status);
}
