import { describe, expect, test } from 'vitest';
import type { MatrixOptions } from './index.ts';
import { Cluster } from './index.ts';

const YAML = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: nginx}]}
---
{apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}, spec: {containers: [{name: c, image: mariadb}]}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 3306}, {port: 22}]}]
`;

async function rows(options: MatrixOptions, yaml = YAML): Promise<readonly string[]> {
  const cluster = Cluster.of({ yaml });
  return cluster.matrix(options).connections.map(({ from, to, allowed }) => {
    const [source, target] = [from, to].map((peer) => (peer.kind === 'Workload' ? peer.name : 'outside'));
    return `${source} ${target} ${allowed.map(({ protocol, ports }) => `${protocol} ${ports}`).join(' ')}`;
  });
}

const ALL = 'TCP 1-65535 UDP 1-65535 SCTP 1-65535';

test.each<{ options: MatrixOptions; answer: readonly string[] }>([
  {
    options: {},
    answer: [`outside web ${ALL}`, `db outside ${ALL}`, `db web ${ALL}`, `web outside ${ALL}`, 'web db TCP 22,3306'],
  },
  { options: { from: 'outside' }, answer: [`outside web ${ALL}`] },
  { options: { from: 'an external client' }, answer: [`outside web ${ALL}`] },
  { options: { from: '203.0.113.9' }, answer: [`outside web ${ALL}`] },
  { options: { from: 'shop/web', to: 'shop/db' }, answer: ['web db TCP 22,3306'] },
  { options: { from: 'deploy/web', to: 'pod/db' }, answer: ['web db TCP 22,3306'] },
  {
    options: { focus: 'db', port: 22 },
    answer: ['db outside TCP 22 UDP 22 SCTP 22', 'db web TCP 22 UDP 22 SCTP 22', 'web db TCP 22'],
  },
  { options: { to: 'db', port: '22/udp' }, answer: [] },
  { options: { to: 'db', listening: true }, answer: ['web db TCP 3306'] },
])('$options', async ({ options, answer }) => {
  expect(await rows(options)).toEqual(answer);
});

test.each([
  { options: { from: 'node worker-1' }, says: 'the matrix knows no nodes' },
  { options: { port: '0' }, says: '"0" is no port' },
  { options: { to: 'office/web' }, says: 'no workload named "office/web"' },
  { options: { to: 'jobs/web' }, says: 'no workload named "web"' },
])('$options is an error', async ({ options, says }) => {
  await expect(rows(options)).rejects.toThrow(says);
});

test('objects that are rejected for what no policy looks at count, and are in no cluster', async () => {
  const faulty = YAML.replace(', image: nginx', '').replace(
    'image: mariadb',
    'image: mariadb, imagePullPolicy: Sometimes',
  );
  expect(await rows({}, faulty)).toEqual(await rows({}));
  const cluster = Cluster.of({ yaml: faulty });
  expect(cluster.diagnostics.filter(({ severity }) => severity === 'error')).toHaveLength(2);
  expect(cluster.get('Deployment', 'shop')).toEqual([]);
  expect(cluster.absent.map(({ ref }) => ref.name)).toEqual(['web', 'db']);
});

describe('a rejected object counts where it has the form of an admitted one', () => {
  const pod = (spec: string, metadata = '') =>
    `{apiVersion: v1, kind: Pod, metadata: {name: extra, namespace: shop${metadata}}${spec}}`;
  const image = ', spec: {containers: [{name: extra, image: nginx}]}';
  const job = (spec: string) => `{apiVersion: batch/v1, kind: Job, metadata: {name: extra}${spec}}`;
  const deployment = (spec: string) =>
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: extra}, spec: {${spec}}}`;
  const selector = 'selector: {matchLabels: {a: b}}';
  const template = 'template: {metadata: {labels: {a: b}}, spec: {containers: [{name: extra}]}}';

  test.each([
    { object: 'a Pod without an image', yaml: pod(', spec: {containers: [{name: extra}]}'), counts: true },
    { object: 'a Pod without spec', yaml: pod(''), counts: false },
    { object: 'a Pod without containers', yaml: pod(', spec: {}'), counts: false },
    { object: 'a Pod whose container has no name', yaml: pod(', spec: {containers: [{}]}'), counts: true },
    { object: 'a Pod whose port has no number', yaml: pod(', spec: {containers: [{ports: [{}]}]}'), counts: false },
    { object: 'a Pod whose owner lacks its kind', yaml: pod(image, ', ownerReferences: [{name: a}]'), counts: true },
    { object: 'a Job that restarts', yaml: job(`, spec: {${template}}`), counts: true },
    { object: 'a Job without spec', yaml: job(''), counts: false },
    { object: 'a Deployment without an image', yaml: deployment(`${selector}, ${template}`), counts: true },
    { object: 'a Deployment without a selector', yaml: deployment(template), counts: false },
    { object: 'a Deployment without a template', yaml: deployment(selector), counts: false },
  ])('$object: $counts', ({ yaml, counts }) => {
    const cluster = Cluster.of({ yaml: `${YAML}---\n${yaml}\n` });
    expect(cluster.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    expect(cluster.absent.map(({ ref }) => ref.name)).toEqual(counts ? ['extra'] : []);
    const ends = cluster.matrix().connections.flatMap(({ from, to }) => [from, to]);
    expect(ends.some((end) => end.kind === 'Workload' && end.name === 'extra')).toBe(counts);
  });

  test('a text that is left out is empty', () => {
    const cluster = Cluster.of({ yaml: pod(', spec: {containers: [{ports: [{containerPort: 80}]}]}') });
    expect(cluster.absent.map(({ object }) => object)).toMatchObject([
      { spec: { containers: [{ name: '', ports: [{ containerPort: 80, protocol: 'TCP' }] }] } },
    ]);
  });

  test('an owner reference without a name is left out of it', () => {
    const owners = '{apiVersion: v1, kind: ReplicationController, name: b}, {apiVersion: v1, kind: Node}, {name: d}';
    const cluster = Cluster.of({ yaml: pod(image, `, ownerReferences: [${owners}]`) });
    expect(cluster.absent.map(({ object }) => object.metadata?.ownerReferences)).toEqual([
      [
        { apiVersion: 'v1', kind: 'ReplicationController', name: 'b' },
        { apiVersion: '', kind: '', name: 'd' },
      ],
    ]);
  });
});

test('a Service that asks for an address that is taken is in no cluster, and keeps nobody from asking the policies', async () => {
  const spec = 'clusterIP: 10.96.0.10, ports: [{port: 80}]';
  const yaml = `${YAML}---\n{apiVersion: v1, kind: Service, metadata: {name: extra}, spec: {${spec}}}\n`;
  const cluster = Cluster.of({ yaml });
  expect(cluster.diagnostics.filter(({ severity }) => severity === 'error')).toHaveLength(1);
  expect(cluster.get('Service', 'default').map(({ metadata }) => metadata.name)).not.toContain('extra');
  expect(cluster.absent.map(({ ref }) => ref.name)).toEqual(['extra']);
  expect(await rows({}, yaml)).toEqual(await rows({}));
});

test('a policy that is rejected makes what it may change unknown: nobody knows what it would say', async () => {
  const misspelt = YAML.replace('podSelector: {matchLabels: {app: db}}\n', 'podSelektor: {matchLabels: {app: db}}\n');
  const cluster = Cluster.of({ yaml: misspelt });
  expect(cluster.absent).toEqual([]);
  expect(await rows({ from: 'web', to: 'db' }, misspelt)).toEqual([]);
  expect(cluster.matrix({ from: 'web', to: 'db' }).unknown).toHaveLength(1);
  const mended = await cluster.apply({ yaml: YAML });
  expect(mended.matrix({ from: 'web', to: 'db' }).unknown).toBeUndefined();
});

test('an object that is mended takes the place of the faulty one', async () => {
  const cluster = Cluster.of({ yaml: YAML.replace(', image: nginx', '') });
  const mended = await cluster.apply({ yaml: YAML });
  expect([cluster.absent.length, mended.absent.length]).toEqual([1, 0]);
  expect(mended.matrix()).toEqual(cluster.matrix());
});

test('a pod of a node that is not there counts, though the cluster deletes it', async () => {
  const lost = YAML.replace('labels: {app: db}}, spec: {', 'labels: {app: db}}, spec: {nodeName: nowhere, ');
  expect(Cluster.of({ yaml: lost }).get('Pod', 'shop')).toHaveLength(1);
  expect(await rows({}, lost)).toEqual(await rows({}));
});

test('the order of the documents changes nothing', async () => {
  const turned = YAML.split('---\n').reverse().join('\n---\n');
  expect(await rows({}, turned)).toEqual(await rows({}));
});

test('a change is a diff', async () => {
  const before = Cluster.of({ yaml: YAML });
  const after = Cluster.of({ yaml: YAML.replace(', {port: 22}', '') });
  expect(before.diff(after)).toMatchObject({
    opened: [],
    closed: [],
    changed: [{ closed: [{ protocol: 'TCP', ports: '22' }], opened: [] }],
  });
});

const NAMED_LIKE_KINDS = `${YAML}---
{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: jobs}, spec: {containers: [{name: c, image: nginx}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: deploy}, spec: {containers: [{name: c, image: nginx}]}}
`;

test('a namespace named like a kind is found, and words that mean two ends are ambiguous', async () => {
  expect(await rows({ from: 'jobs/a', to: 'deployment shop/web' }, NAMED_LIKE_KINDS)).toEqual([`a web ${ALL}`]);
  await expect(rows({ from: 'deploy/web' }, NAMED_LIKE_KINDS)).rejects.toThrow('"deploy/web" is ambiguous');
  expect(await rows({ from: 'pod deploy/web', to: 'jobs/a' }, NAMED_LIKE_KINDS)).toEqual([`web a ${ALL}`]);
});
