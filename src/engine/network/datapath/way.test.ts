import { describe, expect, test } from 'vitest';
import type { Reason } from '../../model/index.ts';
import { CurlewDefect, ruleWithin } from '../../model/index.ts';
import { address, packetOf } from '../../testing/index.ts';
import type { Step } from './hook.ts';
import { advance, hopsOf, type PacketState, unseen } from './packet-state.ts';
import { checkChain, ended, lost } from './way.ts';

const START: PacketState = {
  connection: {
    client: { kind: 'external', addresses: [address('203.0.113.1')] },
    party: { kind: 'External', name: '203.0.113.1' },
  },
  probability: 1,
  packet: packetOf({ source: '203.0.113.1', destination: '192.168.0.1', port: 80 }),
  place: {},
  via: null,
  conntrack: [],
  mark: undefined,
  receiver: undefined,
  answer: undefined,
  unmatched: undefined,
  affinity: new Map(),
  doubt: undefined,
  trail: undefined,
};
const reason: Reason = { code: 'c', text: 't' };
const there = { ...START.packet, destination: address('10.244.1.2') };

function branchOf(step: Step) {
  if (step.to !== 'end') throw new CurlewDefect(step.to);
  return step.way.branch;
}

describe('a packet', () => {
  test('leaves a hop for every step, with the packet before and after', () => {
    const state = advance(START, { packet: there }, { stage: 'translate', action: 'rewrite', reason });
    const hop = { stage: 'translate', place: {}, action: 'rewrite', before: START.packet, after: there, reason };
    expect(hopsOf(state.trail)).toEqual([{ ...hop, considered: [] }]);
    expect(hopsOf(START.trail)).toEqual([]);
    expect(hopsOf(unseen(START, { place: { node: 'one' } }).trail)).toEqual([]);
  });

  test('a mark and a receiver are taken back by name, and stay where nothing is said of them', () => {
    const marked = unseen(START, { mark: 'masquerade' });
    expect(unseen(marked, {}).mark).toBe('masquerade');
    expect(unseen(marked, { mark: undefined }).mark).toBeUndefined();
  });

  test('shows what came near with the hop that gives up, and works it out when it is read', () => {
    const rule = ruleWithin({ kind: 'Service', namespace: 'default', name: 'web' }, [], undefined);
    let reads = 0;
    const unmatched = {
      kind: 'not-handled',
      get considered() {
        reads++;
        return [{ rule, mismatch: 'another port' }];
      },
    } as const;
    const step = lost(unseen(START, { unmatched }), 'timeout', { stage: 'route', action: 'drop', reason });
    const branch = branchOf(step);
    expect(branch).toMatchObject({ outcome: 'timeout', endpoint: null, sourceSeen: null, reply: null });
    expect(reads).toBe(0);
    expect(branch.hops[0]?.considered).toEqual([{ rule, mismatch: 'another port' }]);
  });
});

describe('a defect', () => {
  const passing = advance(START, {}, { stage: 'route', action: 'pass', reason });
  const dropping = advance(START, {}, { stage: 'route', action: 'drop', reason });
  const NOBODY = { outcome: 'timeout', endpoint: null, sourceSeen: null, reply: null } as const;

  test.each([
    [
      'a packet that was changed without a hop',
      () => lost(unseen(passing, { packet: there }), 'timeout', { stage: 'deliver', action: 'drop', reason }),
    ],
    [
      'a hop behind the end',
      () => ended(advance(dropping, {}, { stage: 'deliver', action: 'deliver', reason }), NOBODY),
    ],
    ['an end that passes', () => ended(passing, NOBODY)],
  ] as const)('%s', (_, end) => {
    expect(end).toThrow(CurlewDefect);
  });

  test('and none: a way that ends once', () => {
    expect(() => checkChain(hopsOf(dropping.trail))).not.toThrow();
  });
});
