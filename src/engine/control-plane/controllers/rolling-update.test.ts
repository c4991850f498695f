import { describe, expect, test } from 'vitest';
import type { ReplicaCount, Rollout } from './rolling-update.ts';
import { recreate, rollForward, rolloutLimits } from './rolling-update.ts';

const count = (name: string, replicas: number, available: number): ReplicaCount => ({ name, replicas, available });

describe('a step of a rolling update of ten pods, three more and two fewer allowed', () => {
  test.each<{
    readonly rule: string;
    readonly fresh?: ReplicaCount;
    readonly old: readonly ReplicaCount[];
    readonly sizes: readonly unknown[];
  }>([
    { rule: 'the first rollout is at full size at once', old: [], sizes: [10] },
    { rule: 'begins with the surge, and with what may be missing', old: [count('a', 10, 10)], sizes: [3, ['a', 8]] },
    { rule: 'fills the room that the old ones left', fresh: count('n', 3, 0), old: [count('a', 8, 8)], sizes: [5] },
    {
      rule: 'stands still while no new pod is available',
      fresh: count('n', 5, 0),
      old: [count('a', 8, 8)],
      sizes: [5],
    },
    {
      rule: 'goes on as far as new pods became available',
      fresh: count('n', 5, 2),
      old: [count('a', 8, 8)],
      sizes: [5, ['a', 6]],
    },
    {
      rule: 'goes on inside its limits once all new pods are available',
      fresh: count('n', 5, 5),
      old: [count('a', 8, 8)],
      sizes: [5, ['a', 3]],
    },
    {
      rule: 'ends with the last old ones',
      fresh: count('n', 8, 8),
      old: [count('a', 2, 2)],
      sizes: [10, ['a', 0]],
    },
    { rule: 'takes broken old pods first', old: [count('a', 5, 5), count('b', 5, 3)], sizes: [3, ['b', 3]] },
    {
      rule: 'takes from the oldest among the good ones',
      old: [count('a', 5, 5), count('b', 5, 5)],
      sizes: [3, ['a', 3]],
    },
    {
      rule: 'shrinks a new ReplicaSet that is too large',
      fresh: count('n', 12, 3),
      old: [count('a', 1, 1)],
      sizes: [10],
    },
  ])('$rule', ({ fresh, old, sizes }) => {
    const rollout: Rollout = { desired: 10, maxSurge: 3, maxUnavailable: 2, old, ...(fresh && { fresh }) };
    const step = rollForward(rollout);
    expect([step.fresh, ...step.old]).toEqual(sizes);
  });
});

describe('maxSurge and maxUnavailable', () => {
  test.each([
    { strategy: undefined, desired: 10, expected: [3, 2] },
    { strategy: undefined, desired: 1, expected: [1, 0] },
    { strategy: { maxSurge: 0, maxUnavailable: '10%' }, desired: 5, expected: [0, 1] },
    { strategy: { maxSurge: '50%', maxUnavailable: 1 }, desired: 3, expected: [2, 1] },
  ])('$strategy of $desired pods are $expected', ({ strategy, desired, expected }) => {
    const { maxSurge, maxUnavailable } = rolloutLimits(strategy, desired);
    expect([maxSurge, maxUnavailable]).toEqual(expected);
  });
});

describe('Recreate', () => {
  test.each([
    { rule: 'takes all old pods away first', old: [count('a', 3, 3)], isDrained: false, fresh: undefined },
    { rule: 'waits for the last of them', old: [count('a', 0, 0)], isDrained: false, fresh: undefined },
    { rule: 'then makes the new ones', old: [count('a', 0, 0)], isDrained: true, fresh: 3 },
  ])('$rule', ({ old, isDrained, fresh }) => {
    const step = recreate({ desired: 3, old }, isDrained);
    expect(step.fresh).toBe(fresh);
    expect(step.old.get('a')).toBe(0);
  });
});
