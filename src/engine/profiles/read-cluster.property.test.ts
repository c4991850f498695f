import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cidr, cidrOf, formatCidr, overlaps } from '../model/index.ts';
import { type ClusterFileSpec, readCluster } from './index.ts';

function read(spec: ClusterFileSpec) {
  return readCluster({ apiVersion: 'curlew.dev/v1', kind: 'Cluster', metadata: { name: 'c' }, spec });
}

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '',
    '10.0.0.1',
    '10.0.0.0/8',
    '10.0.0.1/32',
    '::/0',
    'fd00::/64,10.0.0.0/16',
    '1-2',
    '0-99999',
    'none',
  ),
);

test('whatever the texts of a file are, it is read', () => {
  const network = fc.record(
    { plugin: text, podCIDR: text, serviceCIDR: text, nodePortRange: text, loadBalancer: fc.record({ pool: text }) },
    { requiredKeys: [] },
  );
  const node = fc.record({ name: text, addresses: fc.array(text), podCIDR: text, labels: fc.dictionary(text, text) });
  const file = fc.record(
    {
      kubernetesVersion: text,
      network,
      dns: fc.record({ serviceIP: text, domain: text, extraNameservers: fc.array(text) }, { requiredKeys: [] }),
      nodes: fc.array(node, { maxLength: 3 }),
      externalHosts: fc.array(fc.record({ name: text, addresses: fc.array(text) }), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(file, (spec) => {
      expect(read(spec)).toEqual(read(spec));
    }),
  );
});

const block = fc
  .tuple(fc.bigInt({ min: 0n, max: 4095n }), fc.integer({ min: 20, max: 30 }))
  .map(([offset, prefix]): Cidr => cidrOf({ family: 4, value: 0x0af40000n + offset }, prefix));

test("nodes' blocks are at odds exactly where a comparison of all pairs says so", () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
      const nodes = blocks.map((cidr, index) => ({ name: `n${index}`, podCIDR: formatCidr(cidr) }));
      const { problems } = read({ nodes });
      const reported = new Set(problems.filter(({ code }) => code === 'pod-cidr-overlap').map(({ path }) => path[2]));
      for (const [a, one] of blocks.entries()) {
        const rivals = blocks.flatMap((other, b) => (a !== b && overlaps(one, other) ? [b] : []));
        if (rivals.length === 0) expect(reported.has(a)).toBe(false);
        // Of two that overlap, one is named at least.
        for (const b of rivals) expect(reported.has(a) || reported.has(b)).toBe(true);
      }
    }),
  );
});
