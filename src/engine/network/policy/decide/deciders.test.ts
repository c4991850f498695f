import { expect, test } from 'vitest';
import { ask, networkPolicy, pluginThat } from '../testing/ask.ts';

const FROM_CART = 'ingress to db/mysql from shop/cart on 3306/TCP';

const np = (name: string, ingress: string): string =>
  networkPolicy(`db/${name}`, `{podSelector: {}, policyTypes: [Ingress], ingress: ${ingress}}`);
const admin = (action: string, more = ''): string =>
  `{kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: ${action}, from: [{namespaces: {matchLabels: {team: none}}}, {namespaces: {}}]${more}}]}}\n---\n`;
const PORTS =
  ', ports: [{portNumber: {protocol: TCP, port: 1}}, {namedPort: sql}, {portRange: {protocol: TCP, start: 3000, end: 4000}}]';
const cluster = (tier: string, action: string): string =>
  `{kind: ClusterNetworkPolicy, metadata: {name: ${tier.toLowerCase()}}, spec: {tier: ${tier}, priority: 1, subject: {namespaces: {}}, ingress: [{action: ${action}, from: [{namespaces: {}}]}]}}\n---\n`;

test.each([
  { rule: 'where no policy is, nothing decides', policies: '', deciders: [] },
  {
    rule: 'an allow: the rule, the peer and the port that matched, and none of the others',
    policies: np('open', '[{}, {from: [{podSelector: {}}], ports: [{port: 1}]}]'),
    deciders: ['decides NetworkPolicy db/open spec.ingress[0]'],
  },
  {
    rule: 'the first that allows, in the order in which they are asked',
    policies: np(
      'open',
      '[{from: [{podSelector: {}}]}, {from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 1}, {port: 3306}]}, {}]',
    ),
    deciders: ['decides NetworkPolicy db/open spec.ingress[1] spec.ingress[1].from[0] spec.ingress[1].ports[1]'],
  },
  {
    rule: 'every port of the rule that is this one',
    policies: admin('Deny', PORTS),
    deciders: [
      'decides AdminNetworkPolicy a spec.ingress[0] spec.ingress[0].from[1] spec.ingress[0].ports[1] spec.ingress[0].ports[2]',
    ],
  },
  {
    rule: 'isolation: each policy that isolates, and not those of other directions',
    policies:
      np('one', '[]') +
      np('two', '[{from: [{podSelector: {}}]}]') +
      networkPolicy('db/out', '{podSelector: {}, policyTypes: [Egress]}'),
    deciders: ['isolates NetworkPolicy db/one', 'isolates NetworkPolicy db/two'],
  },
  {
    rule: 'a pass on the way to an allow',
    policies: admin('Pass', PORTS) + np('open', '[{}]'),
    deciders: [
      'passes AdminNetworkPolicy a spec.ingress[0] spec.ingress[0].from[1] spec.ingress[0].ports[1] spec.ingress[0].ports[2]',
      'decides NetworkPolicy db/open spec.ingress[0]',
    ],
  },
  {
    rule: 'passes of two tiers, and nobody who decides behind them',
    policies: cluster('Admin', 'Pass') + cluster('Baseline', 'Pass'),
    deciders: [
      'passes ClusterNetworkPolicy admin spec.ingress[0] spec.ingress[0].from[0]',
      'passes ClusterNetworkPolicy baseline spec.ingress[0] spec.ingress[0].from[0]',
    ],
  },
  {
    rule: 'behind the end of a tier that denies nobody is asked',
    policies: np('one', '[]') + cluster('Baseline', 'Deny'),
    deciders: ['isolates NetworkPolicy db/one'],
  },
])('$rule: $deciders', ({ policies, deciders }) => {
  expect(ask(policies, FROM_CART).decidedBy).toEqual(deciders);
});

test.each([
  {
    rule: 'a policy that the plugin does not enforce decides nothing',
    spec: pluginThat({ enforced: [] }),
    deciders: [],
  },
  {
    rule: 'nor does one beside it that is enforced, but the rule that allows',
    spec: pluginThat({ enforced: ['NetworkPolicy'] }),
    deciders: ['decides NetworkPolicy db/open spec.ingress[0]'],
  },
])('$rule: $deciders', ({ spec, deciders }) => {
  expect(ask(admin('Deny') + np('open', '[{}]'), FROM_CART, spec).decidedBy).toEqual(deciders);
});

test('what comes from the own node of a pod is asked of no policy', () => {
  expect(ask(np('one', '[]'), 'ingress to db/mysql from worker-1 on 3306/TCP').decidedBy).toEqual([]);
});
