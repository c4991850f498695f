import { describe, expect, test } from 'vitest';
import type { Party, Reason } from '../../model/index.ts';
import { CurlewDefect, ruleWithin } from '../../model/index.ts';
import { address } from '../../testing/index.ts';
import { advance, branchOf, type Flight, fail, hopsOf } from './flight.ts';

const START: Flight = {
  client: { kind: 'external', addresses: [address('203.0.113.1')] },
  probability: 1,
  host: 'web',
  packet: { host: 'web', source: address('203.0.113.1'), destination: undefined, port: 80, protocol: 'TCP' },
  place: {},
  via: null,
  translated: null,
  asked: undefined,
  masquerade: false,
  masqueraded: false,
  entering: false,
  owner: undefined,
  trail: undefined,
  memory: new Map(),
  nearMisses: [],
  end: undefined,
};
const OUTSIDE: Party = { kind: 'External', name: '203.0.113.1' };
const reason: Reason = { code: 'c', text: 't' };
const there = { ...START.packet, destination: address('192.168.0.1') };

describe('a flight', () => {
  test('leaves a hop for every step: the name until it is resolved, the address from then on', () => {
    const flight = advance(START, { packet: there }, { stage: 'resolve', action: 'rewrite', reason });
    expect(hopsOf(flight)).toEqual([
      {
        stage: 'resolve',
        place: {},
        action: 'rewrite',
        before: START.packet,
        after: there,
        reason,
        considered: [],
      },
    ]);
    expect(hopsOf(START)).toEqual([]);
  });

  test('shows what came near with the hop that gives up', () => {
    const near = {
      rule: ruleWithin({ kind: 'Service', namespace: 'default', name: 'web' }, [], undefined),
      mismatch: 'another port',
    };
    const branch = branchOf(
      fail({ ...START, nearMisses: [near] }, 'timeout', { stage: 'route', action: 'drop', reason }),
      OUTSIDE,
    );
    expect(branch).toMatchObject({
      outcome: 'timeout',
      endpoint: null,
      sourceSeen: null,
      hops: [{ considered: [near] }],
    });
  });

  test('ends with the source that the listener sees', () => {
    const end = { outcome: 'connected', endpoint: { kind: 'Node', name: 'one', port: 80 } } as const;
    const branch = branchOf(advance(START, { end }, { stage: 'deliver', action: 'deliver', reason }), OUTSIDE);
    expect(branch).toMatchObject({
      outcome: 'connected',
      sourceSeen: { text: '203.0.113.1' },
      via: null,
      masqueraded: false,
    });
  });
});

describe('a defect', () => {
  const ended = fail(START, 'timeout', { stage: 'route', action: 'drop', reason });

  test.each([
    ['a flight that no stage ended', START],
    [
      'a packet that was changed without a hop',
      fail({ ...advance(START, {}, { stage: 'route', action: 'pass', reason }), packet: there }, 'timeout', {
        stage: 'deliver',
        action: 'drop',
        reason,
      }),
    ],
    ['a hop behind the end', advance(ended, {}, { stage: 'deliver', action: 'deliver', reason })],
    [
      'an end that passes',
      { ...START, end: ended.end, trail: advance(START, {}, { stage: 'route', action: 'pass', reason }).trail },
    ],
  ] as const)('%s', (_, flight) => {
    expect(() => branchOf(flight, OUTSIDE)).toThrow(CurlewDefect);
  });
});
