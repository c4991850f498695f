import { describe, expect, test } from 'vitest';
import { testSpec } from '../../engine/testing/index.ts';
import type { MatrixQuery } from './index.ts';
import { matrixOf } from './index.ts';
import { connectivityOf, lines, policy, SHOP } from './testing/shop.ts';

const about = (end: string) => (text: string) => text.includes(`to ${end}:`);

test('without policies everything may reach everything, itself and outside to outside left out', () => {
  expect(lines(matrixOf(connectivityOf(SHOP)))).toEqual([
    'outside to office/desk: all',
    'outside to shop/db: all',
    'outside to shop/web: all',
    'office/desk to outside: all',
    'office/desk to shop/db: all',
    'office/desk to shop/web: all',
    'shop/db to outside: all',
    'shop/db to office/desk: all',
    'shop/db to shop/web: all',
    'shop/web to outside: all',
    'shop/web to office/desk: all',
    'shop/web to shop/db: all',
  ]);
});

test.each([
  { rule: 'an empty ingress isolates', spec: '{podSelector: {matchLabels: {app: db}}}', to: [] },
  {
    rule: 'a rule admits its peers on its ports',
    spec: '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 3306}]}]}',
    to: ['shop/web to shop/db: TCP 3306'],
  },
  {
    rule: 'ranges that touch are one',
    spec: '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 80, endPort: 82}, {port: 83}, {port: 90}]}]}',
    to: ['shop/web to shop/db: TCP 80-83,90'],
  },
  {
    rule: 'a protocol without a port is all of its ports',
    spec: '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{protocol: UDP}]}]}',
    to: ['shop/web to shop/db: UDP 1-65535'],
  },
  {
    rule: "a name is the destination's own port",
    spec: '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: sql}, {port: dns, protocol: UDP}, {port: dns}]}]}',
    to: ['shop/web to shop/db: TCP 3306 UDP 53'],
  },
  {
    rule: 'a block is of addresses outside, and its exceptions are not in it',
    spec: '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.8/29]}}]}]}',
    to: ['203.0.113.0-203.0.113.7+203.0.113.16-203.0.113.255 to shop/db: all'],
  },
  {
    rule: 'a block that holds every address a pod may have holds every pod',
    spec: '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.244.0.0/16}}], ports: [{port: 1}]}]}',
    to: ['10.244.0.0-10.244.255.255 to shop/db: TCP 1', 'office/desk to shop/db: TCP 1', 'shop/web to shop/db: TCP 1'],
  },
  {
    rule: 'a block that holds some of them holds no pod',
    spec: '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.244.0.0/17}}]}]}',
    to: ['10.244.0.0-10.244.127.255 to shop/db: all'],
  },
])('$rule', ({ spec, to }) => {
  const matrix = matrixOf(connectivityOf(SHOP + policy('shop/db', spec)));
  expect(lines(matrix).filter(about('shop/db'))).toEqual(to);
});

test('both sides must permit: the source its egress, the destination its ingress', () => {
  const yaml =
    SHOP +
    policy(
      'shop/web',
      '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: 3306}, {port: 80}]}]}',
    ) +
    policy('shop/db', '{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 3306}, {port: 22}]}]}');
  expect(lines(matrixOf(connectivityOf(yaml)))).toContain('shop/web to shop/db: TCP 3306');
});

test('addresses that no policy tells apart are one set, sources and destinations each for themselves', () => {
  const yaml =
    SHOP +
    policy(
      'shop/a',
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/25}}, {ipBlock: {cidr: 192.0.2.128/25}}]}]}',
    );
  const texts = lines(matrixOf(connectivityOf(yaml)));
  expect(texts).toContain('192.0.2.0-192.0.2.255 to shop/db: all');
  expect(texts).toContain('0.0.0.0-192.0.1.255+192.0.3.0-255.255.255.255 to shop/web: all');
  expect(texts).toContain('shop/web to outside: all');
});

describe('what the cluster is like', () => {
  const DENIED = policy('shop/all', '{podSelector: {}}');
  const NOBODY = ['office/desk to shop/db: all', 'shop/web to shop/db: all', 'outside to shop/db: all'];

  test('the matrix says what policies permit, whatever the plugin enforces', () => {
    const { network } = testSpec;
    const spec = { ...testSpec, network: { ...network, policies: { ...network.policies, enforced: [] } } };
    expect(lines(matrixOf(connectivityOf(SHOP + DENIED, spec)))).not.toContain(NOBODY[0]);
  });

  test('a pod on the host network is judged like any other', () => {
    const onHost = SHOP.replace(
      'spec: {containers: [{name: c, ports: [{name: sql',
      'spec: {hostNetwork: true, containers: [{name: c, ports: [{name: sql',
    );
    expect(lines(matrixOf(connectivityOf(onHost + DENIED))).filter(about('shop/db'))).toEqual([]);
    expect(lines(matrixOf(connectivityOf(onHost))).filter(about('shop/db'))).toHaveLength(NOBODY.length);
  });

  test('where no address is known, only a block of all addresses holds pods', () => {
    const from = (cidr: string) =>
      policy('shop/db', `{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: ${cidr}}}]}]}`);
    const unknown = (cidr: string) => lines(matrixOf(connectivityOf(SHOP + from(cidr), testSpec, 'unknown')));
    expect(unknown('10.0.0.0/8').filter(about('shop/db'))).toHaveLength(1);
    expect(unknown('0.0.0.0/0').filter(about('shop/db'))).toHaveLength(3);
  });

  /** A pod of `web` that runs: `web-1`, and its addresses. */
  const running = (name: string, ...ips: readonly string[]): string =>
    `{kind: Pod, metadata: {namespace: shop, name: ${name}, labels: {app: web}}, status: {podIPs: [${ips.map((ip) => `{ip: '${ip}'}`).join(', ')}]}}\n---\n`;
  const DB =
    '{kind: Pod, metadata: {namespace: shop, name: db, labels: {app: db}}, status: {podIPs: [{ip: 10.244.9.9}]}}\n---\n';
  const fromBlock = (block: string): string =>
    policy('shop/db', `{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: '${block}'}}]}]}`);
  const ONE = running('web', '10.244.1.2');

  test.each([
    { rule: 'its own address is in it', pods: ONE, block: '10.244.1.0/24', isPermitted: true },
    { rule: 'only a neighbour could be in it', pods: ONE, block: '10.244.2.0/24', isPermitted: false },
  ])('a block lets a running pod in where $rule: $isPermitted', ({ pods, block, isPermitted }) => {
    const matrix = matrixOf(connectivityOf(pods + DB + fromBlock(block)));
    expect(lines(matrix).includes('shop/web to shop/db: all')).toBe(isPermitted);
  });

  test('each of two families lets in by its own block', () => {
    const pods = running('web', '10.244.1.2', 'fd00:10::2') + running('db', '10.244.9.9', 'fd00:10::9');
    const selected = (block: string) =>
      pods.replace('name: db, labels: {app: web}', 'name: db, labels: {app: db}') + fromBlock(block);
    const has = (block: string) =>
      lines(matrixOf(connectivityOf(selected(block)))).includes('shop/web to shop/db: all');
    expect(['10.244.1.2/32', 'fd00:10::2/128', 'fd00:10::3/128'].map(has)).toEqual([true, true, false]);
  });

  test('the name of the cluster changes nothing', () => {
    const yaml =
      SHOP +
      policy('shop/db', '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}');
    const named = (name: string) => lines(matrixOf(connectivityOf(yaml, { ...testSpec, name })));
    expect(named('default')).toEqual(named('test'));
    expect(named('default').filter(about('shop/db'))).toHaveLength(3);
  });

  test('addresses outside are of the families that pods have', () => {
    const spec = { ...testSpec, network: { ...testSpec.network, podCIDRs: ['10.244.0.0/16', 'fd00:10::/56'] } };
    const [first] = matrixOf(connectivityOf(SHOP, spec)).connections;
    expect(first?.from).toEqual({
      kind: 'External',
      ranges: [
        { family: 4, first: 0n, last: 2n ** 32n - 1n },
        { family: 6, first: 0n, last: 2n ** 128n - 1n },
      ],
    });
  });
});

const workload = (namespace: string, name: string) => ({ kind: 'workload', namespace, name }) as const;

test.each<{ asked: string; query: MatrixQuery; answer: readonly string[] }>([
  {
    asked: 'from a workload',
    query: { from: workload('shop', 'web') },
    answer: ['shop/web to outside: all', 'shop/web to office/desk: all', 'shop/web to shop/db: all'],
  },
  {
    asked: 'to a workload from outside',
    query: { from: { kind: 'outside' }, to: workload('shop', 'db') },
    answer: ['outside to shop/db: all'],
  },
  {
    asked: 'from an address outside',
    query: { from: { kind: 'address', ip: '192.0.2.1' }, to: workload('shop', 'db') },
    answer: ['outside to shop/db: all'],
  },
  {
    asked: 'about one workload',
    query: { focus: workload('office', 'desk'), from: workload('shop', 'db') },
    answer: ['shop/db to office/desk: all'],
  },
  {
    asked: 'about one port',
    query: { from: workload('shop', 'web'), to: workload('shop', 'db'), port: { port: 53 } },
    answer: ['shop/web to shop/db: TCP 53 UDP 53 SCTP 53'],
  },
  {
    asked: 'about one port of a protocol',
    query: { from: workload('shop', 'web'), to: workload('shop', 'db'), port: { port: 53, protocol: 'UDP' } },
    answer: ['shop/web to shop/db: UDP 53'],
  },
  {
    asked: 'about ports that somebody listens on',
    query: { listening: true, from: workload('shop', 'web') },
    answer: ['shop/web to outside: all', 'shop/web to shop/db: TCP 3306 UDP 53'],
  },
])('asked $asked', ({ query, answer }) => {
  expect(lines(matrixOf(connectivityOf(SHOP), query))).toEqual(answer);
});

describe('of a container on whose ports nothing is known', () => {
  const toDesk = (rest = '', query: MatrixQuery = {}) => {
    const asked: MatrixQuery = {
      listening: true,
      from: workload('shop', 'web'),
      to: workload('office', 'desk'),
      ...query,
    };
    const matrix = matrixOf(connectivityOf(SHOP + rest), asked);
    return { connections: lines(matrix), unknown: matrix.unknown?.map(({ because }) => because) };
  };

  test('it is unknown on which of them it listens', () => {
    expect(toDesk()).toMatchObject({
      connections: [],
      unknown: [
        {
          code: 'unknown-listeners',
          text: 'nobody knows on what container c of Pod office/desk listens',
          rule: { ref: { kind: 'Pod', name: 'desk' }, path: ['spec', 'containers', 0, 'image'] },
        },
      ],
    });
    expect(toDesk('', { port: { port: 80 } }).unknown).toHaveLength(1);
  });

  test('what policies deny is denied all the same', () => {
    expect(toDesk(policy('office/none', '{podSelector: {}}'))).toEqual({ connections: [], unknown: undefined });
  });

  test('without that question it is what policies permit', () => {
    expect(toDesk('', { listening: false })).toEqual({
      connections: ['shop/web to office/desk: all'],
      unknown: undefined,
    });
  });
});

test('a workload that is not there is an error that lists those that are', () => {
  expect(() => matrixOf(connectivityOf(SHOP), { from: { kind: 'workload', name: 'nope' } })).toThrow(
    expect.objectContaining({
      name: 'SetupError',
      hint: 'there are: deployment shop/web, pod office/desk, statefulset shop/db',
    }),
  );
});
