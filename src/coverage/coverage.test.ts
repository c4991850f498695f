import { describe, expect, test } from 'vitest';
import { Cluster } from '../library/index.ts';
import { annotate } from './annotate.ts';
import { Coverage } from './coverage.ts';
import { coverageRows, notExercised, percentOf } from './format-coverage.ts';
import { formatLcov } from './format-lcov.ts';
import { SHOP } from './shop.fixture.ts';

const cluster = await Cluster.load({ yaml: SHOP });
const flannel = await Cluster.load({ yaml: SHOP, cluster: 'flannel' });

function counted(from: string, to: string, asked: Cluster = cluster): Coverage {
  const coverage = new Coverage();
  coverage.exercise(asked.view, asked.connect({ from, to }));
  return coverage;
}

function exercised({ units }: Coverage): readonly string[] {
  return units
    .filter(({ hits }) => hits > 0)
    .map(
      ({ rule: { object, path } }) => `${object.replace('NetworkPolicy', 'policy').replace('default/', '')} ${path}`,
    );
}

const RULE = ['policy db ', 'policy db spec.ingress[0]'];
const SERVICE = ['Service db ', 'Service db spec.ports[0]'];

describe('what a connection exercises', () => {
  test.each([
    {
      what: 'an allowed one: the rule, its peer and its port, by whatever name; the Service and its port',
      from: 'web',
      to: 'db:5432',
      fields: [...RULE, 'policy db spec.ingress[0].from[0]', 'policy db spec.ingress[0].ports[0]', ...SERVICE],
    },
    {
      what: 'another port: the same peer',
      from: 'web',
      to: 'db:9187',
      fields: [
        ...RULE,
        'policy db spec.ingress[0].from[0]',
        'policy db spec.ingress[0].ports[1]',
        'Service db ',
        'Service db spec.ports[1]',
      ],
    },
    {
      what: 'a headless Service: its port, though nothing is translated',
      from: 'web',
      to: 'db-headless:5432',
      fields: [
        ...RULE,
        'policy db spec.ingress[0].from[0]',
        'policy db spec.ingress[0].ports[0]',
        'Service db-headless ',
        'Service db-headless spec.ports[0]',
      ],
    },
    { what: 'one that no policy touches: nothing', from: 'db', to: 'web:80', fields: [] },
    {
      what: 'a denied one: the policy that isolates, and none of its rules',
      from: 'job',
      to: 'web:80',
      fields: ['policy job '],
    },
    { what: 'a port that no Service has: nothing', from: 'an external client', to: 'node', fields: [] },
  ])('$what', ({ from, to, fields }) => {
    const web = cluster.view.get('Pod', 'web', 'default')?.object.status?.podIP ?? '';
    const target = to === 'web:80' ? `${web}:80` : to === 'node' ? '192.0.2.1:80' : to;
    expect([...exercised(counted(from, target))].sort()).toEqual([...fields].sort());
  });

  test('a policy that the plugin does not enforce is there to be exercised, and is not', () => {
    const coverage = counted('job', 'db:5432', flannel);
    expect(exercised(coverage)).toEqual(SERVICE);
    expect(coverage.units.length).toBe(counted('web', 'db:5432').units.length);
  });
});

describe('policies of the network-policy-api', () => {
  const peer = '[{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}]';
  const subject = 'subject: {namespaces: {}}, priority: 10';
  test.each([
    {
      kind: 'AdminNetworkPolicy',
      spec: `{${subject}, ingress: [{action: Allow, from: ${peer}, ports: [{portNumber: {protocol: TCP, port: 80}}, {portNumber: {protocol: TCP, port: 5432}}]}]}`,
      version: 'v1alpha1',
      port: 'spec.ingress[0].ports[1]',
    },
    {
      kind: 'ClusterNetworkPolicy',
      spec: `{tier: Admin, ${subject}, ingress: [{action: Accept, from: ${peer}, protocols: [{tcp: {destinationPort: {number: 80}}}, {tcp: {destinationPort: {number: 5432}}}]}]}`,
      version: 'v1alpha2',
      port: 'spec.ingress[0].protocols[1]',
    },
  ])('$kind: the rule, the peer and the port that allowed', async ({ kind, spec, version, port }) => {
    const policy = `apiVersion: policy.networking.k8s.io/${version}\nkind: ${kind}\nmetadata: {name: all}\nspec: ${spec}\n`;
    const admin = await Cluster.load({ yaml: `${policy}---\n${SHOP}` });
    const ofPolicy = exercised(counted('web', 'db:5432', admin)).filter((each) => each.includes(' all '));
    expect(ofPolicy.map((each) => each.split(' ').at(-1))).toEqual([
      '',
      'spec.ingress[0]',
      'spec.ingress[0].from[0]',
      port,
    ]);
  });
});

test('what the cluster brings along is not to be exercised', () => {
  const coverage = new Coverage();
  coverage.load(cluster.view);
  expect(new Set(coverage.units.map(({ rule }) => rule.file))).toEqual(new Set(['yaml']));
  expect(percentOf(coverage.units)).toBe(0);
  expect(percentOf([])).toBe(100);
});

test('the same manifests in two clusters are counted once', () => {
  const both = counted('web', 'db:5432');
  both.exercise(flannel.view, flannel.connect({ from: 'web', to: 'db:5432' }));
  const port = both.units.filter(({ rule }) => rule.path === 'spec.ports[0]' && rule.object === 'Service default/db');
  expect(port.map(({ hits }) => hits)).toEqual([2]);
});

describe('reports', () => {
  const { units } = counted('web', 'db:5432');
  const lines = SHOP.split('\n');

  test('lcov has a line for each line with something to exercise, and its sums', () => {
    const records = formatLcov(units).split('\n');
    const data = records.filter((record) => record.startsWith('DA:'));
    expect(records.slice(0, 2)).toEqual(['TN:', 'SF:yaml']);
    expect(data).toContain(`DA:${lines.indexOf('        - port: sql') + 1},1`);
    expect(data).toContain(`DA:${lines.indexOf('        - port: 9187') + 1},0`);
    expect(records).toContain(`LF:${data.length}`);
    expect(records).toContain(`LH:${data.filter((each) => !each.endsWith(',0')).length}`);
    expect(records.slice(-2)).toEqual(['end_of_record', '']);
  });

  test('the annotated manifest is the same manifest', async () => {
    const text = annotate(SHOP, units);
    expect(text).toContain('- port: sql  # port 1×\n');
    expect(text).toContain('- port: 9187  # port NOT EXERCISED\n');
    const annotated = await Cluster.load({ yaml: text });
    expect(annotated.get('NetworkPolicy')).toEqual(cluster.get('NetworkPolicy'));
  });

  test('the table counts by kind', () => {
    expect(coverageRows(units)[1]?.slice(0, 8)).toEqual(['yaml', '1/2', '1/2', '1/2', '1/3', '1/2', '1/3', '42.8%']);
  });

  test('what is missing is named by its place', () => {
    const line = lines.indexOf('        - podSelector: {matchLabels: {app: job}}') + 1;
    expect(notExercised(units)).toContain(`yaml:${line} NetworkPolicy default/db spec.ingress[0].from[1]`);
  });
});
