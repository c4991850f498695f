import { expect, test } from 'vitest';
import { testSpec } from '../../engine/testing/index.ts';
import { diffMatrices } from './index.ts';
import { connectivityOf, policy, SHOP } from './testing/shop.ts';

/** The plugin acts on objects of Cilium's. */
const spec = { ...testSpec, network: { ...testSpec.network, plugin: 'cilium' } };

function unknownPairs(before: string, after: string): readonly string[] {
  const { unknown = [] } = diffMatrices(connectivityOf(before, spec), connectivityOf(after, spec));
  const nameOf = (peer: (typeof unknown)[number]['from']) => (peer.kind === 'Workload' ? peer.name : 'outside');
  return unknown.map(({ from, to }) => `${nameOf(from)} to ${nameOf(to)}`);
}

const cilium = (port: number) => `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  endpointSelector: {matchLabels: {app: db}}
  ingress: [{toPorts: [{ports: [{port: "${port}"}]}]}]
---
`;
const BEFORE = SHOP + cilium(3306);
const ALL = ['outside to db', 'desk to db', 'web to db'];
const WEB_CLOSED = policy('shop/web', '{podSelector: {matchLabels: {app: web}}, ingress: []}');
const ONLY_WEB = policy(
  'shop/only-web',
  '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}',
);

test.each<[string, string, readonly string[]]>([
  ['nothing changed', BEFORE, []],
  ['the order of the documents changed', cilium(3306) + SHOP, []],
  ['a policy about another workload came', BEFORE + WEB_CLOSED, []],
  ['the object itself changed', SHOP + cilium(5432), ALL],
  ['the object is gone', SHOP, ALL],
  ['another of its kind came beside', `${BEFORE}${cilium(1).replace('name: db', 'name: more')}`, ALL],
  ['labels of one end changed', BEFORE.replace('labels: {app: desk}', 'labels: {app: chair}'), ['desk to db']],
  ['labels of a namespace changed', BEFORE.replace('team: web', 'team: shop'), ALL],
  ['what policies allow changed as well', BEFORE + ONLY_WEB, ['outside to db', 'desk to db']],
])('beside an object that may decide, where %s, a change leaves unknown', (_, after, pairs) => {
  expect(unknownPairs(BEFORE, after)).toEqual(pairs);
});
