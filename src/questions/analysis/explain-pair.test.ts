import { expect, test } from 'vitest';
import type { MatrixConnection, PortsExplained } from '../../engine/model/index.ts';
import { formatFieldPath, formatRef } from '../../engine/model/index.ts';
import { matrixOf } from './index.ts';
import { connectivityOf, line, policy, portsOf, SHOP } from './testing/shop.ts';

function explain(yaml: string, from: string, to: string): readonly PortsExplained[] {
  const { connections, denied = [] } = matrixOf(connectivityOf(yaml), { explain: true });
  const pair = [...connections, ...denied].find((each: MatrixConnection) => line(each).startsWith(`${from} to ${to}:`));
  return pair?.because ?? [];
}

function words({ ports, allowed, egress, ingress }: PortsExplained): string {
  const rules = [...egress.rules, ...ingress.rules].map(({ ref, path }) =>
    `${formatRef(ref)} ${formatFieldPath(path)}`.trim(),
  );
  return `${allowed ? 'open' : 'shut'} ${portsOf(ports)}: ${[egress.code, ingress.code, ...rules].join(', ')}`;
}

const INGRESS = policy(
  'shop/db',
  '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 3306}, {port: 9000, endPort: 9001}]}]}',
);
const EGRESS = policy(
  'shop/web',
  '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 9001}]}]}',
);

test.each([
  {
    rule: 'nothing isolates',
    yaml: SHOP,
    pair: ['shop/web', 'shop/db'],
    why: ['open all: not-isolated, not-isolated'],
  },
  {
    rule: 'ports by the rule that opens them, the closed ones by the policies that isolate',
    yaml: SHOP + INGRESS,
    pair: ['shop/web', 'shop/db'],
    why: [
      'open TCP 3306,9000-9001: not-isolated, policy-allows, NetworkPolicy shop/db spec.ingress[0].from[0]',
      'shut TCP 1-3305,3307-8999,9002-65535 UDP 1-65535 SCTP 1-65535: not-isolated, policy-isolates, NetworkPolicy shop/db',
    ],
  },
  {
    rule: 'a pair without any connection is explained too',
    yaml: SHOP + INGRESS,
    pair: ['office/desk', 'shop/db'],
    why: ['shut all: not-isolated, policy-isolates, NetworkPolicy shop/db'],
  },
  {
    rule: 'outside no policy is asked',
    yaml: SHOP + INGRESS,
    pair: ['outside', 'shop/db'],
    why: ['shut all: outside, policy-isolates, NetworkPolicy shop/db'],
  },
])('$rule', ({ yaml, pair: [from = '', to = ''], why }) => {
  expect(explain(yaml, from, to).map(words)).toEqual(why);
});

test('ports are cut where either side cuts them', () => {
  const found = explain(SHOP + INGRESS + EGRESS, 'shop/web', 'shop/db').map(words);
  expect(found[0]).toBe(
    'open TCP 9001: policy-allows, policy-allows, NetworkPolicy shop/web spec.egress[0].to[0], NetworkPolicy shop/db spec.ingress[0].from[0]',
  );
  expect(found).toHaveLength(3);
  expect(found[1]).toMatch(/^shut TCP 3306,9000: policy-isolates, policy-allows/);
});

const PASS = (rules: string) =>
  `{kind: ClusterNetworkPolicy, metadata: {name: guests}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [${rules}]}}\n---\n`;
const FROM_WEB = 'from: [{pods: {podSelector: {matchLabels: {app: web}}}}]';
const TCP = (port: number) => `protocols: [{tcp: {destinationPort: {number: ${port}}}}]`;

test('the rules that passed the decision on are named, and part the ports that they passed from the others', () => {
  const yaml = SHOP + INGRESS + PASS(`{action: Pass, ${FROM_WEB}, ${TCP(3306)}}`);
  const told = explain(yaml, 'shop/web', 'shop/db').map(({ ports, ingress }) => ({
    ports: portsOf(ports),
    text: ingress.text,
    passedBy: ingress.passedBy?.map(({ ref, path }) => `${formatRef(ref)} ${formatFieldPath(path)}`),
  }));
  expect(told).toEqual([
    {
      ports: 'TCP 3306',
      text: 'ClusterNetworkPolicy guests passes it on, and NetworkPolicy shop/db allows ingress',
      passedBy: ['ClusterNetworkPolicy guests spec.ingress[0].from[0]'],
    },
    { ports: 'TCP 9000-9001', text: 'NetworkPolicy shop/db allows ingress', passedBy: undefined },
    {
      ports: 'TCP 1-3305,3307-8999,9002-65535 UDP 1-65535 SCTP 1-65535',
      text: 'NetworkPolicy shop/db isolates ingress, and no rule allows it',
      passedBy: undefined,
    },
  ]);
});

test('a Pass rule is named where nobody decides behind it, too', () => {
  const [only] = explain(SHOP + PASS(`{action: Pass, ${FROM_WEB}}`), 'shop/web', 'shop/db');
  expect(only?.ingress).toMatchObject({
    code: 'not-isolated',
    text: 'ClusterNetworkPolicy guests passes it on, and no policy isolates ingress',
    rules: [],
  });
});

test('every policy that isolates is named', () => {
  const yaml = SHOP + ['a', 'b'].map((name) => policy(`shop/${name}`, '{podSelector: {}}')).join('');
  const [only] = explain(yaml, 'office/desk', 'shop/db');
  expect(only?.ingress.rules.map(({ ref }) => formatRef(ref))).toEqual([
    'NetworkPolicy shop/a',
    'NetworkPolicy shop/b',
  ]);
});
