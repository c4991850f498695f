import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pod, Protocol } from '../../../model/index.ts';
import { PROTOCOLS } from '../../../model/index.ts';
import type { RulePlace } from './place.ts';
import { PortSets } from './port-set.ts';
import { isAbout, namesOn, portsOf, protocolsOf, type TrafficRule } from './traffic.ts';

const place: RulePlace = { ref: { kind: 'NetworkPolicy', namespace: 'shop', name: 'db' }, path: ['spec'] };
const protocol = fc.constantFrom(...PROTOCOLS);
const number = fc.constantFrom(1, 80, 81, 90, 65_535);
const name = fc.constantFrom('web', 'dns');

const rule: fc.Arbitrary<TrafficRule> = fc.oneof(
  fc.constant<TrafficRule>({ kind: 'any' }),
  protocol.map((each): TrafficRule => ({ kind: 'protocol', place, protocol: each })),
  fc.tuple(protocol, number, number).map(
    ([each, one, other]): TrafficRule => ({
      ...{ kind: 'range', place, protocol: each },
      ...{ from: Math.min(one, other), to: Math.max(one, other) },
    }),
  ),
  fc
    .record({ name, protocol, ambiguous: fc.constant([80, 90]) }, { requiredKeys: ['name'] })
    .map((own): TrafficRule => ({ kind: 'named', place, ...own })),
);
const pod: fc.Arbitrary<Pod> = fc
  .uniqueArray(fc.record({ name, protocol, containerPort: number }), {
    maxLength: 3,
    selector: (each) => `${each.name} ${each.protocol}`,
  })
  .map((ports) => ({ metadata: { name: 'p', namespace: 'x' }, spec: { containers: [{ name: 'c', ports }] } }));

test('the ports that a rule is about are those of which it is about a packet', () => {
  const sets = new PortSets();
  fc.assert(
    fc.property(rule, fc.option(pod, { nil: undefined }), (each, destination) => {
      const ports = portsOf(each, sets, namesOn(destination));
      for (const asked of PROTOCOLS) {
        for (const port of [1, 79, 80, 81, 90, 65_535]) {
          const object = destination === undefined ? undefined : { object: destination };
          const about = isAbout(each, { protocol: asked, port, destination: object });
          expect({ asked, port, is: sets.intersect(ports, sets.range(asked, port, port)) !== sets.none }).toEqual({
            asked,
            port,
            is: about,
          });
        }
      }
    }),
  );
});

test.each<{ own: object; protocols: readonly Protocol[] }>([
  { own: {}, protocols: PROTOCOLS },
  { own: { protocol: 'UDP' }, protocols: ['UDP'] },
  { own: { protocol: 'UDP', ambiguous: [53, 54] }, protocols: [] },
])('a name with $own is meant with $protocols', ({ own, protocols }) => {
  expect(protocolsOf({ kind: 'named', place, name: 'dns', ...own })).toEqual(protocols);
});

test('the union of many is that of one after the other, and the same object', () => {
  const range = fc.tuple(
    fc.constantFrom(...PROTOCOLS),
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 0, max: 12 }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(range, { maxLength: 3 }), { maxLength: 5 }), (written) => {
      const sets = new PortSets();
      const each = written.map((ranges) =>
        ranges
          .map(([protocol, from, to]) => sets.range(protocol, from, to))
          .reduce((a, b) => sets.union(a, b), sets.none),
      );
      expect(sets.unionOf(each)).toBe(each.reduce((a, b) => sets.union(a, b), sets.none));
    }),
  );
});
