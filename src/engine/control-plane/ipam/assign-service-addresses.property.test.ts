import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, parseAddress, parseCidr } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { assignServiceAddresses } from './assign-service-addresses.ts';

const spec = {
  ...testSpec,
  network: {
    ...testSpec.network,
    serviceCIDRs: ['10.0.0.0/27', 'fd00::/123'],
    nodePortRange: { from: 30000, to: 30040 },
  },
};

const service = fc.record({
  clusterIP: fc.option(
    fc.integer({ min: 1, max: 30 }).map((host) => `10.0.0.${host}`),
    { nil: undefined },
  ),
  nodePort: fc.option(fc.integer({ min: 30000, max: 30040 }), { nil: undefined }),
  type: fc.constantFrom('ClusterIP', 'NodePort'),
  ipFamilyPolicy: fc.constantFrom('SingleStack', 'PreferDualStack', 'RequireDualStack'),
});

const services = fc.array(service, { maxLength: 25 }).map((all) =>
  all.map((each, index) => {
    const { type, ipFamilyPolicy, clusterIP } = each;
    const ports = [{ port: 80, nodePort: type === 'NodePort' ? each.nodePort : undefined }];
    return JSON.stringify({
      kind: 'Service',
      metadata: { name: `s${index}` },
      spec: { type, ipFamilyPolicy, clusterIP, ports },
    });
  }),
);

function assigned(documents: readonly string[]) {
  const state = stateOf(documents.join('\n---\n'), spec);
  return state.apply(assignServiceAddresses(state, state.list('Service')).changes);
}

test('no address or port is given twice, and all are inside their ranges', () => {
  fc.assert(
    fc.property(services, (documents) => {
      const specs = assigned(documents)
        .list('Service')
        .map(({ object }) => object.spec);
      const ips = specs.flatMap((each) => each.clusterIPs ?? []);
      const ports = specs.flatMap((each) => each.ports?.flatMap((port) => port.nodePort ?? []) ?? []);
      expect(new Set(ips).size).toBe(ips.length);
      expect(new Set(ports).size).toBe(ports.length);
      expect(ports.every((port) => port >= 30000 && port <= 30040)).toBe(true);
      const cidrs = spec.network.serviceCIDRs.flatMap((text) => parseCidr(text) ?? []);
      const addresses = ips.flatMap((ip) => parseAddress(ip) ?? []);
      expect(addresses.every((address) => cidrs.some((cidr) => contains(cidr, address)))).toBe(true);
      expect(specs.every((each) => each.clusterIPs?.length === each.ipFamilies?.length)).toBe(true);
    }),
  );
});

test('the order of the documents changes nothing', () => {
  const shuffled = services.chain((documents) =>
    fc.tuple(fc.constant(documents), fc.shuffledSubarray(documents, { minLength: documents.length })),
  );
  fc.assert(
    fc.property(shuffled, ([documents, other]) => {
      const specsOf = (all: readonly string[]) =>
        assigned(all)
          .list('Service')
          .map(({ ref, object }) => [ref, object.spec]);
      expect(specsOf(other)).toEqual(specsOf(documents));
    }),
  );
});

test('a second run changes nothing', () => {
  fc.assert(
    fc.property(services, (documents) => {
      const once = assigned(documents);
      expect(assignServiceAddresses(once, once.list('Service'))).toEqual({ changes: [], diagnostics: [] });
    }),
  );
});
