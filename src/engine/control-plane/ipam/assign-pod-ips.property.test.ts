import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, parseAddress, parseCidr } from '../../model/index.ts';
import { resourcesOf, stateOf } from '../../testing/index.ts';
import { addressRange, formatRange, nextAfter } from './address-range.ts';
import { assignPodIPs } from './assign-pod-ips.ts';
import type { IpamState } from './ipam-state.ts';
import { freshIpam } from './ipam-state.ts';

const CIDR = '10.0.0.0/28';

/** host-local as its source reads: walk one address at a time from the last reserved, skip the gateway, stop at the start. */
function literalWalk(taken: ReadonlySet<bigint>, last: bigint | undefined): bigint | undefined {
  const base = parseCidr(CIDR)?.first ?? 0n;
  const all = Array.from({ length: 14 }, (_, index) => base + 1n + BigInt(index));
  const start = last === undefined ? 0 : (all.indexOf(last) + 1) % all.length;
  for (let step = 0; step < all.length; step++) {
    const value = all[(start + step) % all.length];
    if (value !== undefined && value !== base + 1n && !taken.has(value)) return value;
  }
  return undefined;
}

test('host-local takes the address that a literal walk finds', () => {
  const cidr = parseCidr(CIDR);
  const range = cidr === undefined ? undefined : addressRange(cidr);
  if (range === undefined) throw new Error('no range');
  expect(formatRange(range)).toBe('10.0.0.1-10.0.0.14');
  const value = fc.bigInt(range.gateway + 1n, range.end);
  fc.assert(
    fc.property(fc.uniqueArray(value), fc.option(value, { nil: undefined }), (taken, last) => {
      expect(nextAfter(range, new Set(taken), last)).toBe(literalWalk(new Set(taken), last));
    }),
  );
});

test('no address is given twice, all are inside the CIDR, and who has one keeps it', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  const step = fc.record({ name, present: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const cidr = parseCidr('10.0.0.0/29');
      let cluster = stateOf('{kind: Node, metadata: {name: n}, spec: {podCIDRs: [10.0.0.0/29]}}');
      let ipam: IpamState = freshIpam;
      for (const { name, present } of steps) {
        const before = addressesOf(cluster);
        if (present && before.has(name)) continue;
        const resources = resourcesOf(`{kind: Pod, metadata: {name: ${name}}, spec: {nodeName: n}}`);
        cluster = present
          ? cluster.apply(resources.map((resource) => ({ kind: 'put', resource })))
          : cluster.apply(resources.map(({ ref }) => ({ kind: 'delete', ref })));
        const result = assignPodIPs(cluster, ipam);
        cluster = cluster.apply(result.changes);
        ipam = result.state;

        const after = addressesOf(cluster);
        const given = [...after.values()].filter((ip) => ip !== undefined);
        expect(new Set(given).size).toBe(given.length);
        for (const ip of given) {
          const address = parseAddress(ip);
          expect(cidr !== undefined && address !== undefined && contains(cidr, address)).toBe(true);
        }
        for (const [pod, ip] of before) if (ip !== undefined && after.has(pod)) expect(after.get(pod)).toBe(ip);
      }
    }),
  );
});

function addressesOf(cluster: ReturnType<typeof stateOf>): ReadonlyMap<string, string | undefined> {
  return new Map(cluster.list('Pod').map(({ ref, object }) => [ref.name, object.status?.podIP]));
}
