import { expect, test } from 'vitest';
import { Cluster } from './cluster.ts';

const YAML = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.20, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: free}
spec: {containers: [{name: main, image: busybox}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shut, labels: {egress: none}}
spec: {containers: [{name: main, image: busybox}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: no-egress}
spec: {podSelector: {matchLabels: {egress: none}}, policyTypes: [Egress]}
`;

const WEB = { name: 'web.default.svc.cluster.local', type: 'A' } as const;
const cluster = Cluster.of({ yaml: YAML, cluster: 'default' });

test.each([{}, { from: 'free' }])('%j the server answers', (view) => {
  const records = [{ name: `${WEB.name}.`, type: 'A', ttl: 30, data: '10.96.0.20' }];
  expect(cluster.askDns({ ...WEB, ...view })).toMatchObject({ rcode: 'NOERROR', records });
});

test('no search list stands in front of it', () => {
  expect(cluster.askDns({ name: 'web', type: 'A', from: 'free' })).toMatchObject({ rcode: 'NXDOMAIN' });
});

test('a question that a policy drops gets no answer', () => {
  expect(cluster.askDns({ ...WEB, from: 'shut' })).toBe('timeout');
});

test('only pods have a view', () => {
  expect(() => cluster.askDns({ ...WEB, from: { ip: '203.0.113.1' } })).toThrow(
    "only a pod has a view of the cluster's DNS",
  );
});

test('the records are listed', () => {
  expect(cluster.dnsRecords()).toContainEqual({ name: `${WEB.name}.`, type: 'A', ttl: 30, data: '10.96.0.20' });
});

test('a cluster without DNS has neither records nor answers', async () => {
  const bare = Cluster.of({ yaml: YAML, cluster: { extends: 'default', dns: { installed: false } } });
  expect([bare.dnsRecords(), bare.askDns(WEB)]).toEqual([[], 'timeout']);
});

test('what is wrong with a Corefile is among the diagnostics, at its line', async () => {
  const corefile = `
apiVersion: v1
kind: ConfigMap
metadata: {name: coredns, namespace: kube-system}
data:
  Corefile: |
    .:53 {
        kubernetes cluster.local
        frobnicate
    }
`;
  const { diagnostics } = Cluster.of({ yaml: corefile, cluster: 'default' });
  expect(diagnostics).toMatchObject([
    { code: 'dns-config-not-understood', severity: 'warning', at: { file: 'yaml', line: 9, column: 9 } },
  ]);
});
