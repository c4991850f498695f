import { describe, expect, test } from 'vitest';
import { ruleJson } from '../../../report/index.ts';
import { packetOf, stateOf, testSpec } from '../../testing/index.ts';
import { compileServices, translate } from './index.ts';

const SERVICE = (spec: string) => `
apiVersion: v1
kind: Service
metadata: {name: mariadb}
spec:
  clusterIP: 10.96.0.30
  ${spec}
`;

interface PodFacts {
  readonly labels?: string;
  readonly namespace?: string;
  readonly ready?: boolean;
  readonly status?: string;
  readonly metadata?: string;
  readonly ports?: string;
}

const POD = (
  name: string,
  { labels = '{run: mariadb}', namespace = 'default', ready = true, ...facts }: PodFacts = {},
) => `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: ${labels}${facts.metadata ?? ''}}
spec: {nodeName: worker-1, containers: [{name: db, image: mariadb, ports: ${facts.ports ?? '[]'}}]}
status: ${facts.status ?? `{podIPs: [{ip: 10.244.1.4}], conditions: [{type: Ready, status: '${ready ? 'True' : 'False'}'}]}`}
`;

function explain(manifests: string, destination = '10.96.0.30') {
  const { table } = compileServices(stateOf(manifests, testSpec));
  const packet = packetOf({ source: '10.244.1.7', destination, port: 3306 });
  const translation = translate(table, packet, { node: 'worker-1', from: 'pod' });
  if (translation.kind !== 'end') throw new Error(translation.kind);
  const { reason, rule, considered } = translation.decision;
  expect(translation.outcome).toBe('refused');
  expect(reason.code).toBe('no-endpoints');
  return {
    text: reason.text,
    rule: rule && ruleJson(rule),
    considered: considered.map(({ rule: near, mismatch }) => ({ rule: ruleJson(near), mismatch })),
  };
}

const mismatches = ({ considered }: ReturnType<typeof explain>) => considered.map(({ mismatch }) => mismatch);

const selector = (labels: string) =>
  SERVICE(`selector: {${labels}}
  ports: [{port: 3306}]`);

describe('a selector that selects nothing names the pods that come nearest', () => {
  test.each([
    {
      rule: 'a typo in a value',
      manifests:
        selector('run: mariadb') +
        POD('web', { labels: '{run: wordpress}' }) +
        POD('db-0', { labels: '{run: mariadbb}' }),
      nearest: 'pod default/db-0 has run=mariadbb',
      path: 'spec.selector.run',
    },
    {
      rule: 'a typo in a key',
      manifests: selector('rum: mariadb') + POD('db-0') + POD('web', { labels: '{run: wordpress}' }),
      nearest: 'pod default/db-0 has run=mariadb instead of rum=mariadb',
      path: 'spec.selector.rum',
    },
    {
      rule: 'one label of two',
      manifests: selector('run: mariadb, tier: db') + POD('web', { labels: '{tier: front}' }) + POD('db-0'),
      nearest: 'pod default/db-0 has no label tier',
      path: 'spec.selector.tier',
    },
    {
      rule: 'the right labels in the wrong namespace',
      manifests:
        selector('run: mariadb') + POD('db-0', { namespace: 'shop' }) + POD('web', { labels: '{run: wordpress}' }),
      nearest: 'pod shop/db-0 has these labels, but is in namespace shop',
      path: 'spec.selector',
    },
  ])('$rule', ({ manifests, nearest, path }) => {
    const explanation = explain(manifests);
    expect(mismatches(explanation)[0]).toBe(nearest);
    expect(explanation.text).toContain(`(${nearest})`);
    expect(explanation.rule).toMatchObject({ object: 'Service default/mariadb', path });
  });

  test('the near miss points at the line of the label', () => {
    const { considered } = explain(selector('run: mariadb') + POD('db-0', { labels: '{run: mariadbb}' }));
    expect(considered).toMatchObject([{ rule: { object: 'Pod default/db-0', path: 'metadata.labels.run', line: 13 } }]);
  });

  test('pods of one owner count once, and the list stays short', () => {
    const owned = (name: string) =>
      POD(name, {
        labels: '{run: mariadbb}',
        metadata: ', ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: db, uid: u, controller: true}]',
      });
    const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => POD(name, { labels: '{x: y}' }));
    const explanation = explain(selector('run: mariadb') + owned('db-1') + owned('db-2') + others.join(''));
    expect(mismatches(explanation)).toHaveLength(5);
    expect(mismatches(explanation).filter((each) => each.includes('mariadbb'))).toHaveLength(1);
  });

  test.each([
    { replicas: 0, is: 'Deployment default/mariadb makes such pods, but has 0 replicas' },
    { replicas: 1, is: 'Deployment default/mariadb makes such pods, but none of them is there' },
  ])('a workload of $replicas replicas that would make such pods comes first', ({ replicas, is }) => {
    const deployment = `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: mariadb}
spec: {replicas: ${replicas}, template: {metadata: {labels: {run: mariadb}}}}
`;
    const explanation = explain(selector('run: mariadb') + deployment + POD('db-0', { labels: '{run: mariadbb}' }));
    expect(mismatches(explanation)[0]).toBe(is);
    expect(explanation.considered[0]?.rule).toMatchObject({
      object: 'Deployment default/mariadb',
      path: 'spec.replicas',
    });
  });

  test('no pod at all is no near miss', () => {
    expect(explain(selector('run: mariadb'))).toMatchObject({
      text: 'Service default/mariadb has no endpoints: no pod in namespace default has run=mariadb',
      considered: [],
    });
  });
});

describe('pods that are selected, and are no endpoints', () => {
  const PORTS = '[{name: mysql, containerPort: 3306}, {name: db, containerPort: 53, protocol: UDP}]';
  test.each([
    { rule: 'not ready', pod: { ready: false }, is: 'is not ready', path: 'spec.selector' },
    {
      rule: 'without the named port in that protocol',
      pod: { ports: PORTS },
      is: 'declares no TCP port named db, only mysql (3306/TCP), db (53/UDP)',
      path: 'spec.ports[0].targetPort',
    },
    {
      rule: 'terminating',
      pod: {
        ready: false,
        ports: '[{name: db, containerPort: 1}]',
        metadata: ", deletionTimestamp: '2026-01-01T00:00:00Z'",
      },
      is: 'is terminating',
      path: 'spec.selector',
    },
    {
      rule: 'ended',
      pod: { status: '{phase: Succeeded, podIP: 10.244.1.4}' },
      is: 'has ended (Succeeded)',
      path: 'spec.selector',
    },
    { rule: 'without an address', pod: { status: '{phase: Pending}' }, is: 'has no address', path: 'spec.selector' },
    {
      rule: 'in the other family',
      pod: { status: '{podIP: "fd00::1"}' },
      is: 'has no IPv4 address',
      path: 'spec.selector',
    },
  ])('$rule', ({ pod, is, path }) => {
    const ports = 'ports' in pod ? pod.ports : '[{name: db, containerPort: 3306}]';
    const service = SERVICE(`selector: {run: mariadb}
  ports: [{port: 3306, targetPort: db}]`);
    const explanation = explain(service + POD('db-0', { ...pod, ports }));
    expect(mismatches(explanation)).toEqual([`pod default/db-0 ${is}`]);
    expect(explanation.rule?.path).toBe(path);
  });

  test('the pod that has come furthest comes first', () => {
    const pods =
      POD('a', { status: '{phase: Pending}' }) + POD('b', { ready: false }) + POD('c', { status: '{phase: Failed}' });
    expect(mismatches(explain(selector('run: mariadb') + pods)).map((each) => each[12])).toEqual(['b', 'a', 'c']);
  });
});

describe('a Service without a selector', () => {
  const bare = SERVICE('ports: [{name: sql, port: 3306}]');
  const slice = (label: string, ports: string, endpoints = '[{addresses: [10.0.0.9]}]', type = 'IPv4') => `
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: manual, labels: {kubernetes.io/service-name: ${label}}}
addressType: ${type}
ports: ${ports}
endpoints: ${endpoints}
`;

  test.each([
    { rule: 'no slice', slices: '', is: [] },
    {
      rule: 'a label that names another Service',
      slices: slice('mariadbb', '[]'),
      is: [/mariadbb, and no Service has that name/],
    },
    {
      rule: 'a port of another name',
      slices: slice('mariadb', '[{name: db, port: 3306}]'),
      is: [/no TCP port named sql, only TCP port named db/],
    },
    {
      rule: 'no endpoint that is ready',
      slices: slice('mariadb', '[{name: sql, port: 3306}]', '[{addresses: [10.0.0.9], conditions: {ready: false}}]'),
      is: [/holds no endpoint that is ready/],
    },
    {
      rule: 'the other family',
      slices: slice('mariadb', '[{name: sql, port: 3306}]', '[]', 'IPv6'),
      is: [/holds IPv6 addresses, not IPv4/],
    },
  ])('$rule', ({ slices, is }) => {
    const explanation = explain(bare + slices);
    expect(explanation.text).toContain('it has no selector');
    expect(mismatches(explanation)).toEqual(is.map((each) => expect.stringMatching(each)));
  });
});
