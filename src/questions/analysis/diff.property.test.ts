import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../draws.fixture.ts';
import type { MatrixPeer, PortRanges } from '../../engine/model/index.ts';
import { parseAddress } from '../../engine/model/index.ts';
import type { Connectivity } from './connectivity.ts';
import { diffMatrices, matrixOf } from './index.ts';
import { connectivityOf, policy, SHOP } from './testing/shop.ts';

const peer = fc.constantFrom(
  '{podSelector: {}}',
  '{podSelector: {matchLabels: {app: web}}}',
  '{namespaceSelector: {}}',
  '{ipBlock: {cidr: 0.0.0.0/0}}',
  '{ipBlock: {cidr: 192.0.2.0/24}}',
  '{ipBlock: {cidr: 192.0.2.0/25, except: [192.0.2.64/26]}}',
);
const port = fc.constantFrom('{port: 80}', '{port: 81}', '{port: 80, endPort: 90}', '{protocol: UDP}', '{port: sql}');
const list = (item: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(item, { maxLength: 2 }).map((items) => `[${items.join(', ')}]`);
const rules = (side: string): fc.Arbitrary<string> =>
  list(fc.tuple(list(peer), list(port)).map(([peers, ports]) => `{${side}: ${peers}, ports: ${ports}}`));
const manifests = fc
  .array(
    fc.tuple(
      fc.constantFrom('web', 'db'),
      fc.constantFrom('[Ingress]', '[Egress]', '[Ingress, Egress]'),
      rules('from'),
      rules('to'),
    ),
    {
      maxLength: 3,
    },
  )
  .map(
    (policies) =>
      SHOP +
      policies
        .map(([app, types, ingress, egress], index) =>
          policy(
            `shop/p${index}`,
            `{podSelector: {matchLabels: {app: ${app}}}, policyTypes: ${types}, ingress: ${ingress}, egress: ${egress}}`,
          ),
        )
        .join(''),
  );

const ADDRESSES = ['192.0.2.1', '192.0.2.65', '192.0.2.200', '203.0.113.1'];

/** Who and what a line speaks of, one port and one address at a time. */
function points(from: MatrixPeer, to: MatrixPeer, ports: readonly PortRanges[]): readonly string[] {
  const open = ports.flatMap(({ protocol, ranges }) =>
    [1, 79, 80, 81, 85, 90, 91, 3306, 65535]
      .filter((number) => ranges.some(({ from: first, to: last }) => first <= number && number <= last))
      .map((number) => `${number}/${protocol}`),
  );
  return names(from).flatMap((source) =>
    names(to).flatMap((target) => open.map((each) => `${source} ${target} ${each}`)),
  );
}

function names(end: MatrixPeer): readonly string[] {
  if (end.kind === 'Workload') return [`${end.namespace}/${end.name}`];
  return ADDRESSES.filter((text) => {
    const address = parseAddress(text);
    return (
      address !== undefined &&
      end.ranges.some(
        ({ family, first, last }) => family === address.family && first <= address.value && address.value <= last,
      )
    );
  });
}

function open(connectivity: Connectivity): ReadonlySet<string> {
  return new Set(matrixOf(connectivity).connections.flatMap(({ from, to, allowed }) => points(from, to, allowed)));
}

test('what was open, without what closed and with what opened, is what is open now', () => {
  const seen = { opened: 0, closed: 0 };
  fc.assert(
    fc.property(manifests, manifests, (one, other) => {
      const [before, after] = [connectivityOf(one), connectivityOf(other)];
      const { opened, closed, changed } = diffMatrices(before, after);
      const all = [...opened, ...closed, ...changed];
      const gone = new Set(all.flatMap((each) => points(each.from, each.to, each.closed)));
      const come = all.flatMap((each) => points(each.from, each.to, each.opened));
      const was = open(before);
      expect([...gone].filter((each) => !was.has(each))).toEqual([]);
      expect(come.filter((each) => was.has(each))).toEqual([]);
      const now = new Set([...[...was].filter((each) => !gone.has(each)), ...come]);
      expect([...now].sort()).toEqual([...open(after)].sort());
      for (const { because } of all) expect(because).not.toEqual([]);
      seen.opened += come.length;
      seen.closed += gone.size;
    }),
    { numRuns: draws(24) },
  );
  expect(Math.min(seen.opened, seen.closed)).toBeGreaterThan(250);
}, 60_000);
