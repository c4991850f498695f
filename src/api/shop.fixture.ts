import { beforeAll, expect, test } from 'vitest';
import type { Cluster } from './cluster.ts';
import { ask, clusterWith, type Expected } from './journey.fixture.ts';
import type { ConnectQuestion } from './questions.ts';

/** One journey; an address of a pod is written `<web>`. */
export interface Row extends Expected, Pick<ConnectQuestion, 'from' | 'to' | 'protocol'> {
  readonly rule: string;
}

const SHOP = `
apiVersion: v1
kind: Pod
metadata: {name: client}
spec: {nodeName: worker-1, containers: [{name: c, image: busybox}]}
---
apiVersion: v1
kind: Pod
metadata: {name: host-client}
spec: {nodeName: worker-1, hostNetwork: true, containers: [{name: c, image: busybox}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {nodeName: worker-1, containers: [{name: web, image: nginx, ports: [{containerPort: 80, name: http, hostPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec:
  nodeName: worker-2
  containers: [{name: db, image: mariadb, ports: [{containerPort: 3306}, {containerPort: 53, protocol: UDP}, {containerPort: 9000, hostPort: 9000, hostIP: 192.168.0.12}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: metrics, labels: {app: metrics}}
spec: {nodeName: worker-2, hostNetwork: true, containers: [{name: m, image: exporter, ports: [{containerPort: 9100}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: http, nodePort: 30080}]}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: db}, ports: [{port: 3306, nodePort: 30306}]}
---
apiVersion: v1
kind: Service
metadata: {name: db-udp}
spec: {selector: {app: db}, ports: [{port: 53, protocol: UDP}]}
---
apiVersion: v1
kind: Service
metadata: {name: db-headless}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 3306}]}
---
apiVersion: v1
kind: Service
metadata: {name: metrics}
spec: {selector: {app: metrics}, ports: [{port: 9100}]}
---
apiVersion: v1
kind: Service
metadata: {name: nobody}
spec: {selector: {app: nobody}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: pinned}
spec: {clusterIP: 10.96.0.50, externalIPs: [198.51.100.5], selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: alias}
spec: {type: ExternalName, externalName: web.default.svc.cluster.local}
---
apiVersion: v1
kind: Service
metadata: {name: search}
spec: {type: ExternalName, externalName: search.example.com}
---
apiVersion: v1
kind: Service
metadata: {name: legacy}
spec: {ports: [{port: 1521}]}
---
apiVersion: v1
kind: Endpoints
metadata: {name: legacy}
subsets: [{addresses: [{ip: 203.0.113.80}], ports: [{port: 1521}]}]
`;

const CLUSTER = {
  nodes: [
    { name: 'control-plane', address: '192.168.0.10', roles: ['control-plane'], kubeProxy: false },
    { name: 'worker-1', address: '192.168.0.11' },
    { name: 'worker-2', address: '192.168.0.12' },
  ],
  externalHosts: [
    { name: 'search.example.com', addresses: ['203.0.113.10'], listens: ['443/TCP'] },
    { name: 'oracle.example.com', addresses: ['203.0.113.80'] },
  ],
};

let shop: Cluster;
let ips: Record<string, string>;
beforeAll(async () => {
  shop = await clusterWith(SHOP, CLUSTER);
  ips = Object.fromEntries(shop.get('Pod').map(({ metadata, status }) => [metadata.name, status?.podIP ?? '']));
});

/** Lets a row name a pod's address as `<web>`. */
function addressed(text: string): string {
  return text.replace(/<([\w-]+)>/g, (_, name: string) => ips[name] ?? name);
}

/** Makes a test of each row. */
export function check(rows: readonly Row[]): void {
  test.each(rows)('$rule', ({ rule: _, from, to, protocol, ...expected }) => {
    const question = { from, to: addressed(String(to)), ...(protocol === undefined ? {} : { protocol }) };
    const source = expected.source === undefined ? {} : { source: addressed(expected.source) };
    expect(ask(shop, question, expected)).toEqual({ ...expected, ...source });
  });
}

/** Somebody outside the cluster. */
export const outside = { external: '203.0.113.7' };
