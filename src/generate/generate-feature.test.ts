import { describe, expect, test } from 'vitest';
import { Cluster } from '../library/index.ts';
import { SetupError } from '../model/index.ts';
import { SpecFailure } from '../spec/index.ts';
import { generateFeature, OUTSIDE } from './generate-feature.ts';
import { judgeFeature } from './judge-feature.fixture.ts';

const pod = (name: string, namespace: string, port?: number) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec: {containers: [{name: c, image: example/${name}${port === undefined ? '' : `, ports: [{containerPort: ${port}}]`}}]}
---`;

const service = (name: string, namespace: string, port: number, more = '') => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: ${name}}, ports: [{port: ${port}}]${more}}
---`;

const policy = (name: string, namespace: string, spec: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
---`;

const NAMESPACES = ['shop', 'dev', 'ops'].map(
  (name) => `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}\n---`,
);
const SHOP = [
  ...NAMESPACES,
  pod('web', 'shop', 80),
  pod('db', 'shop', 5432),
  pod('tester', 'dev'),
  pod('shell', 'dev'),
  pod('probe', 'ops'),
  service('web', 'shop', 80),
  service('db', 'shop', 5432),
].join('\n');

const load = (yaml: string) => Cluster.load({ yaml, override: { externalHosts: [OUTSIDE] } });
const generate = async (yaml: string) => generateFeature(await load(yaml), { manifests: ['shop'] });

describe('what is worth a sentence', () => {
  test.each([
    {
      what: 'open to all',
      more: '',
      has: ['every pod can reach shop/db:5432', 'every pod can reach shop/web:80'],
      lacks: ['only', 'world outside'],
    },
    {
      what: 'open to one',
      more: policy(
        'db',
        'shop',
        '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}',
      ),
      has: ['only pod shop/web can reach shop/db:5432', 'every pod can reach shop/web:80'],
      lacks: ['no pod'],
    },
    {
      what: 'closed to all: its own pod does not count',
      more: policy('db', 'shop', '{podSelector: {matchLabels: {app: db}}}'),
      has: ['no pod can reach shop/db:5432'],
      lacks: ['only'],
    },
    {
      what: 'an egress policy: a table of the way out',
      more: policy('out', 'ops', '{podSelector: {}, policyTypes: [Egress]}'),
      has: ['Scenario: to the world outside', '| pod ops/probe  | ✗ '],
      lacks: ['every pod can reach shop/web:80'],
    },
    {
      what: 'a workload without a Service: the port that it declares',
      more: pod('metrics', 'ops', 9090),
      has: ['every pod can reach ops/pod/metrics:9090'],
      lacks: [],
    },
    {
      what: 'a load balancer: the way in',
      more: service('front', 'shop', 443, ', type: NodePort').replace('app: front', 'app: web'),
      has: ['Scenario: from the world outside', '| an external client |'],
      lacks: [],
    },
  ])('$what', async ({ more, has, lacks }) => {
    const text = await generate(`${SHOP}\n${more}`);
    for (const each of has) expect(text).toContain(each);
    for (const each of lacks) expect(text).not.toContain(each);
  });
});

test('many clients are told by namespace, and a namespace that is divided gets a table', async () => {
  const many = Array.from({ length: 8 }, (_, index) => pod(`client-${index}`, 'ops')).join('\n');
  const rule =
    '{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ops}}}, {namespaceSelector: {}, podSelector: {matchLabels: {app: shell}}}]}]}';
  const text = await generate(`${SHOP}\n${many}\n${policy('db', 'shop', rule)}`);
  expect(text).toContain('every pod in namespace "ops" can reach shop/db:5432');
  expect(text).toContain('Scenario: from namespace dev to namespace shop');
  expect(text).toMatch(/\| pod dev\/shell {2}\| ✓ /);
  expect(text).not.toContain('namespace "dev"');
});

test('one sentence keeps several namespaces out', async () => {
  const rule = '{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}';
  const many = Array.from({ length: 8 }, (_, index) => pod(`worker-${index}`, 'shop')).join('\n');
  const text = await generate(`${SHOP}\n${many}\n${policy('own', 'shop', rule)}`);
  expect(text).toContain('no pod outside namespace "shop" can reach shop/db:5432');
  expect(text).not.toContain('in namespace "');
});

test('a generated feature fails once a policy is gone', async () => {
  const closed = `${SHOP}\n${policy('db', 'shop', '{podSelector: {matchLabels: {app: db}}}')}`;
  const text = await generate(closed);
  expect(judgeFeature(await load(closed), text)).toBeGreaterThan(2);
  const open = await load(SHOP);
  expect(() => judgeFeature(open, text)).toThrow(SpecFailure);
});

test('the Background names what was given; a path with a space stands in quotes', async () => {
  const text = generateFeature(await load(SHOP), { manifests: ['a b', 'c'], cluster: 'flannel' });
  expect(text).toContain('Given the cluster in flannel\n    And the manifests in "a b"\n    And the manifests in c\n');
});

test('nothing to ask is an error', async () => {
  await expect(generate(service('web', 'default', 80))).rejects.toThrow(SetupError);
  await expect(generate(pod('shell', 'default'))).rejects.toThrow(SetupError);
});
