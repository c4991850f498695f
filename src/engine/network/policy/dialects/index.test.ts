import { expect, test } from 'vitest';
import { POLICY_KINDS } from '../../../profiles/enforcement.ts';
import { dialectOf, dialects, isPolicyKind, policyKinds } from './index.ts';

test('each kind has one dialect, and is found by it', () => {
  expect(new Set(policyKinds).size).toBe(policyKinds.length);
  for (const dialect of dialects) expect(dialect.kinds.map(dialectOf)).toEqual(dialect.kinds.map(() => dialect));
});

test('a Cluster file may name the kinds that are read, and no others', () => {
  expect([...POLICY_KINDS].sort()).toEqual([...policyKinds].sort());
});

test.each([
  { kind: 'NetworkPolicy', is: true },
  { kind: 'BaselineAdminNetworkPolicy', is: true },
  { kind: 'Pod', is: false },
  { kind: 'CiliumNetworkPolicy', is: false },
])('$kind is read as a policy: $is', ({ kind, is }) => {
  expect(isPolicyKind(kind)).toBe(is);
  if (!is) expect(() => dialectOf(kind)).toThrow(`no dialect reads ${kind}`);
});
