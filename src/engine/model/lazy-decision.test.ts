import { expect, test, vi } from 'vitest';
import { ruleWithin } from './decision.ts';
import { lazyDecision } from './lazy-decision.ts';

const rule = ruleWithin({ kind: 'NetworkPolicy', namespace: 'shop', name: 'db' }, ['spec'], undefined);
const EXPLANATION = { reason: { code: 'policy-allows', text: 'it allows' }, rule, considered: [] };
const DECIDERS = [{ part: 'decides', rule, fields: [rule] }] as const;

test('why is found when it is asked, and once; so is who decided, for itself', () => {
  const [explain, decidedBy] = [vi.fn(() => EXPLANATION), vi.fn(() => DECIDERS)];
  const decision = lazyDecision('pass', explain, decidedBy);
  expect(decision.action).toBe('pass');
  expect([explain, decidedBy].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  expect([decision.reason, decision.rule, decision.considered]).toEqual([EXPLANATION.reason, rule, []]);
  expect([explain, decidedBy].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  expect([decision.decidedBy, decision.decidedBy]).toEqual([DECIDERS, DECIDERS]);
  expect([explain, decidedBy].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});

test('where nothing written decided, nobody is named', () => {
  expect(lazyDecision('pass', () => EXPLANATION).decidedBy).toBeUndefined();
});
