import { expect, test } from 'vitest';
import type { ClusterSpec } from '../../../model/index.ts';
import { stateOf } from '../../../testing/index.ts';
import type { Direction } from '../index.ts';
import { compilePolicies } from '../index.ts';
import { isolatingPolicies, networkPolicy, pluginThat } from '../testing/ask.ts';

const PODS = `
{kind: Pod, metadata: {namespace: db, name: mysql, labels: {app: mysql}}, spec: {}}
---
{kind: Pod, metadata: {namespace: db, name: agent, labels: {app: mysql}}, spec: {hostNetwork: true}}
---
{kind: Pod, metadata: {namespace: db, name: done, labels: {app: mysql}}, spec: {}, status: {phase: Failed}}
---
`;

const POLICIES =
  networkPolicy('db/z', '{podSelector: {}}') +
  networkPolicy('db/a', '{podSelector: {matchLabels: {app: mysql}}, ingress: [{}]}') +
  networkPolicy('db/out', '{podSelector: {}, policyTypes: [Egress]}') +
  networkPolicy('db/other', '{podSelector: {matchLabels: {app: web}}}') +
  networkPolicy('shop/a', '{podSelector: {}}');

function isolating(pod: string, direction: Direction, spec: ClusterSpec = pluginThat({})): readonly string[] {
  const state = stateOf(PODS + POLICIES, spec);
  const found = state.get('Pod', pod, 'db');
  if (found === undefined) throw new Error(`no pod ${pod}`);
  return isolatingPolicies(compilePolicies(state), found, direction).map(
    ({ namespace, name }) => `${namespace}/${name}`,
  );
}

test.each([
  { pod: 'mysql', direction: 'ingress', policies: ['db/a', 'db/z'] },
  { pod: 'mysql', direction: 'egress', policies: ['db/out'] },
  { pod: 'agent', direction: 'ingress', policies: [] },
  { pod: 'done', direction: 'ingress', policies: [] },
] as const)('$policies isolate $pod for $direction', ({ pod, direction, policies }) => {
  expect(isolating(pod, direction)).toEqual(policies);
});

test('a plugin that enforces nothing isolates nothing', () => {
  expect(isolating('mysql', 'ingress', pluginThat({ enforced: [] }))).toEqual([]);
});
