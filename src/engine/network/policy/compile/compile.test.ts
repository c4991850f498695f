import { expect, test } from 'vitest';
import { stateOf, testSpec } from '../../../testing/index.ts';
import { compilePolicies } from './compile.ts';

const YAML = '{kind: NetworkPolicy, metadata: {namespace: shop, name: db}, spec: {podSelector: {}}}';
const OTHER = { ...testSpec.network.policies, enforced: [] };

test('a state of the cluster is compiled once, whoever asks', () => {
  const state = stateOf(YAML, testSpec);
  expect(compilePolicies(state)).toBe(compilePolicies(state, state.spec.network.policies));
  expect(compilePolicies(state, OTHER)).toBe(compilePolicies(state, OTHER));
});

test('another state, and another reading, is compiled for itself', () => {
  const state = stateOf(YAML, testSpec);
  expect(compilePolicies(stateOf(YAML, testSpec))).not.toBe(compilePolicies(state));
  expect(compilePolicies(state, OTHER)).not.toBe(compilePolicies(state));
  expect(
    [compilePolicies(state), compilePolicies(state, OTHER)].map(({ enforced }) => enforced.policies.length),
  ).toEqual([1, 0]);
  expect(compilePolicies(state, OTHER).written.policies).toHaveLength(1);
});
