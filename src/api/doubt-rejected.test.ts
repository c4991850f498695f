import { expect, test } from 'vitest';
import { Cluster } from './index.ts';

const SHOP = `
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: shop, labels: {app: client}}
spec: {containers: [{name: c, image: busybox}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: c, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: other, namespace: other}
spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}]}
---
`;

const asked = (rejected: string, from: string, to: string) =>
  Cluster.of({ yaml: SHOP + rejected }).connect({ from, to, namespace: 'shop' });

const POLICY =
  '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed, namespace: shop}, spec: {podSelektor: {}}}';
const BROKEN = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: closed\n';
const deployment = (name: string, app: string) =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: shop}, spec: {selector: {matchLabels: {app: ${app}}}, template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: C, image: nginx}]}}}}`;
const service = (name: string, namespace: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: {ports: [{port: 800000}]}}`;

test.each([
  { name: 'a policy of its namespace', rejected: POLICY, to: 'web', outcome: 'unknown' },
  {
    name: 'a policy of another namespace',
    rejected: POLICY.replace('namespace: shop', 'namespace: dev'),
    to: 'web',
    outcome: 'connected',
  },
  {
    name: 'a policy of a version that the server no longer has',
    rejected: POLICY.replace('networking.k8s.io/v1', 'extensions/v1beta1').replace('podSelektor', 'podSelector'),
    to: 'web',
    outcome: 'unknown',
  },
  { name: 'a policy that nobody can read', rejected: BROKEN, to: 'web', outcome: 'unknown' },
  {
    name: 'a Secret that nobody can read',
    rejected: BROKEN.replace('NetworkPolicy', 'Secret'),
    to: 'web',
    outcome: 'connected',
  },
  { name: 'what says no kind', rejected: 'apiVersion: v1\nspec: {}\n', to: 'web', outcome: 'unknown' },
  { name: 'pods behind the Service', rejected: deployment('more', 'web'), to: 'web', outcome: 'unknown' },
  { name: 'the pods behind the Service', rejected: deployment('api', 'api'), to: 'api', outcome: 'unknown' },
  { name: 'pods behind another Service', rejected: deployment('api', 'api'), to: 'web', outcome: 'connected' },
  { name: 'the Service', rejected: service('db', 'shop'), to: 'db', outcome: 'unknown' },
  { name: 'the Service, by a longer name', rejected: service('db', 'shop'), to: 'db.shop.svc', outcome: 'unknown' },
  { name: 'another Service', rejected: service('cache', 'shop'), to: 'db', outcome: 'unresolved' },
  { name: 'a Service of that name elsewhere', rejected: service('db', 'dev'), to: 'db.shop', outcome: 'unresolved' },
  {
    name: 'the namespace',
    rejected: '{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {a: "-"}}}',
    to: 'web',
    outcome: 'unknown',
  },
  {
    name: 'another namespace',
    rejected: '{apiVersion: v1, kind: Namespace, metadata: {name: dev, labels: {a: "-"}}}',
    to: 'web',
    outcome: 'connected',
  },
  {
    name: 'a role',
    rejected: '{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rule: []}',
    to: 'web',
    outcome: 'connected',
  },
])('$name is rejected: $to is $outcome', ({ rejected, to, outcome }) => {
  const trace = asked(rejected, 'client', to);
  expect(trace.outcome).toBe(outcome);
  expect(trace.reach).toBe(outcome === 'unknown' ? 'unknown' : outcome === 'connected' ? 'always' : 'never');
  if (outcome !== 'unknown') return;
  const last = trace.branches[0]?.hops.at(-1);
  expect(last).toMatchObject({ action: 'fail', reason: { code: 'rejected-object' } });
  expect(last?.reason.text).toMatch(/ at yaml:\d+:\d+ is rejected, and may change this: /);
});

test('a connection of others is what it was', () => {
  const cluster = Cluster.of({ yaml: SHOP + POLICY });
  const [ip] = cluster.get('Pod', 'other').map((pod) => pod.status?.podIP);
  expect(cluster.connect({ from: 'node worker-1', to: `${ip}:80` }).outcome).toBe('connected');
});

test('a look-up of a Service that is rejected is unknown, and of others is not', () => {
  const cluster = Cluster.of({ yaml: SHOP + service('db', 'shop') });
  const look = (name: string) => cluster.resolve({ from: 'client', name, namespace: 'shop' });
  expect(look('db')).toMatchObject({ rcode: 'UNKNOWN', answers: [] });
  expect(look('cache').rcode).toBe('NXDOMAIN');
  expect(look('web').answers).toHaveLength(1);
});

test('once it is mended, the answer is known', async () => {
  const cluster = Cluster.of({ yaml: SHOP + POLICY });
  expect(cluster.rejected.map(({ ref }) => ref?.name)).toEqual(['closed']);
  const mended = await cluster.apply({ yaml: POLICY.replace('podSelektor', 'podSelector') });
  expect(mended.rejected).toEqual([]);
  expect(mended.connect({ from: 'client', to: 'web', namespace: 'shop' }).outcome).toBe('timeout');
});

test('an update that is rejected leaves what is there, and the answer about it', async () => {
  const service = (ip: string) =>
    `{apiVersion: v1, kind: Service, metadata: {name: fixed, namespace: shop}, spec: {clusterIP: ${ip}, selector: {app: web}, ports: [{port: 80}]}}`;
  const after = await Cluster.of({ yaml: SHOP + service('10.96.3.3') }).apply({ yaml: service('10.96.3.4') });
  expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toHaveLength(1);
  expect(after.connect({ from: 'client', to: 'fixed', namespace: 'shop' }).outcome).toBe('connected');
});
