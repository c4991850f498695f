import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClusterSpec, KubernetesObject, Resource } from '../../model/index.ts';
import { ClusterState } from '../../store/index.ts';
import { address, nodeOf, packetOf, testSpec } from '../../testing/index.ts';
import type { End, Entry, NotHandled } from './index.ts';
import { compileServices, translate } from './index.ts';

const ZONE = 'topology.kubernetes.io/zone';
const NODES = [
  nodeOf({
    name: 'n1',
    addresses: ['192.168.0.1', '2001:db8::1'],
    labels: { [ZONE]: 'a' },
    podCIDRs: ['10.244.0.0/24'],
  }),
  nodeOf({ name: 'n2', addresses: ['192.168.0.2'], labels: { [ZONE]: 'b' } }),
  nodeOf({ name: 'n3', addresses: ['192.168.0.3'], kubeProxy: false }),
];

const condition = fc.option(fc.boolean(), { nil: undefined });
const policy = fc.constantFrom('Cluster', 'Local');

const endpoint = fc.record({
  addresses: fc.constantFrom('10.244.0.1', '10.244.0.2', '10.244.0.10', '10.244.1.1', 'fd00::1').map((ip) => [ip]),
  conditions: fc.record({ ready: condition, serving: condition, terminating: condition }),
  nodeName: fc.constantFrom('n1', 'n2', undefined),
  hints: fc.option(
    fc.record({
      forZones: fc.subarray([{ name: 'a' }, { name: 'b' }]),
      forNodes: fc.subarray([{ name: 'n1' }, { name: 'n2' }]),
    }),
    { nil: undefined },
  ),
});

const serviceSpec = fc.record({
  type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
  clusterIP: fc.constantFrom('10.96.0.20', 'fd00:96::20', 'None', ''),
  externalIPs: fc.subarray(['198.51.100.7', '192.168.0.1', 'nonsense']),
  internalTrafficPolicy: policy,
  externalTrafficPolicy: policy,
  loadBalancerSourceRanges: fc.subarray(['203.0.113.0/25', '192.168.0.0/24', '0.0.0.0/0', 'x']),
  sessionAffinity: fc.constantFrom('None', 'ClientIP'),
  ports: fc.constant([{ name: 'http', port: 80, targetPort: 80, protocol: 'TCP', nodePort: 30080 }]),
});

const proxy = fc.record({
  mode: fc.constantFrom('iptables', 'nftables', 'ipvs'),
  masqueradeAll: fc.boolean(),
  localhostNodePorts: fc.boolean(),
  nodePortAddresses: fc.constantFrom([], ['primary'], ['192.168.0.0/24'], ['10.0.0.0/8']),
  detectLocalMode: fc.constantFrom('ClusterCIDR', 'NodeCIDR', 'None'),
});

const packet = fc.record({
  source: fc.constantFrom('10.244.0.1', '192.168.0.1', '203.0.113.9', '203.0.113.200', '127.0.0.1', 'fd00::1'),
  destination: fc.constantFrom(
    ...['10.96.0.20', '10.96.0.99', 'fd00:96::20', '198.51.100.7', '203.0.113.200', '192.168.0.1', '127.0.0.1', '::1'],
  ),
  port: fc.constantFrom(80, 81, 30080),
  protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
});

const entry = fc.record({
  node: fc.constantFrom('n1', 'n2', 'n3', 'nowhere'),
  from: fc.constantFrom('pod', 'node', 'outside'),
});

type SliceEndpoint = {
  addresses: readonly string[];
  conditions: { ready: boolean | undefined; serving: boolean | undefined; terminating: boolean | undefined };
  nodeName: string | undefined;
  hints: { forZones: readonly { name: string }[]; forNodes: readonly { name: string }[] } | undefined;
};

function resource(kind: string, name: string, object: object): Resource {
  const full: KubernetesObject & object = { kind, metadata: { name, namespace: 'default' }, ...object };
  return { ref: { kind, namespace: 'default', name }, object: full, origin: { kind: 'builtin' } };
}

function world(settings: {
  spec: object;
  endpoints: readonly SliceEndpoint[];
  proxy: ClusterSpec['proxy'];
}): ClusterState {
  const labels = { 'kubernetes.io/service-name': 'web' };
  return ClusterState.of({ ...testSpec, nodes: NODES, proxy: settings.proxy }, [
    resource('Service', 'web', {
      spec: settings.spec,
      status: { loadBalancer: { ingress: [{ ip: '203.0.113.200' }] } },
    }),
    resource('EndpointSlice', 'web-1', {
      metadata: { name: 'web-1', namespace: 'default', labels },
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: settings.endpoints,
    }),
  ]);
}

/** CategorizeEndpoints (kubernetes pkg/proxy/topology.go) told slowly: the addresses that a node uses by the Cluster and by the Local policy. */
function usable(endpoints: readonly SliceEndpoint[], family: 4 | 6, node: string): readonly string[] {
  const zone = NODES.find(({ name }) => name === node)?.labels[ZONE] ?? '';
  const unique = endpoints.filter((each, index) => {
    const same = endpoints.filter(({ addresses }) => addresses[0] === each.addresses[0]);
    const winner = same.find(({ conditions }) => conditions.terminating !== true) ?? same[0];
    return winner === each && endpoints.indexOf(each) === index;
  });
  const all = unique.filter(({ addresses }) => (addresses[0]?.includes(':') ? 6 : 4) === family);
  const ready = all.filter(({ conditions }) => conditions.ready !== false);
  const ending = all.filter(({ conditions }) => conditions.serving !== false && conditions.terminating === true);
  const readyHere = ready.filter(({ nodeName }) => nodeName === node);
  const endingHere = ending.filter(({ nodeName }) => nodeName === node);
  const nodeHints = ready.every(({ hints }) => (hints?.forNodes.length ?? 0) > 0);
  const forNode = ready.filter(({ hints }) => hints?.forNodes.some(({ name }) => name === node));
  const zoneHints = ready.every(({ hints }) => (hints?.forZones.length ?? 0) > 0);
  const forZone = ready.filter(({ hints }) => hints?.forZones.some(({ name }) => name === zone));
  let cluster = ready;
  if (nodeHints && forNode.length > 0) cluster = forNode;
  else if (zoneHints && forZone.length > 0) cluster = forZone;
  if (ready.length === 0) cluster = ending;
  const local = readyHere.length > 0 ? readyHere : endingHere;
  return [cluster, local].map((each) => addressesOf(each));
}

function addressesOf(endpoints: readonly { readonly addresses: readonly string[] }[]): string {
  return endpoints
    .map(({ addresses }) => addresses[0] ?? '')
    .sort()
    .join(' ');
}

/** All that is said of a packet that no rule translates. */
function wordsOf(translation: NotHandled | End): string {
  const { considered } = translation.kind === 'end' ? translation.decision : translation;
  const why = translation.kind === 'end' ? [translation.decision.reason.text] : [];
  return [...why, ...considered.map(({ mismatch }) => mismatch)].join('; ');
}

test('every branch is an endpoint that the node may use, and the probabilities add up to 1', () => {
  fc.assert(
    fc.property(
      serviceSpec,
      fc.array(endpoint, { maxLength: 6 }),
      proxy,
      packet,
      entry,
      (spec, endpoints, settings, sent, at) => {
        const { table } = compileServices(world({ spec, endpoints, proxy: settings as ClusterSpec['proxy'] }));
        const translation = translate(table, packetOf(sent), at as Entry);
        if (translation.kind !== 'branches') {
          expect(wordsOf(translation)).not.toMatch(/undefined|null|\[object/);
          return;
        }
        const { family } = address(sent.destination);
        expect(translation.branches.length).toBeGreaterThan(0);
        const chosen = addressesOf(
          translation.branches.map(({ destination }) => ({ addresses: [destination.ip.text] })),
        );
        expect(usable(endpoints, family, at.node)).toContain(chosen);
        let sum = 0;
        for (const branch of translation.branches) {
          sum += branch.probability;
          const known = settings.mode !== 'nftables' || branch.endpoint.nodeName === at.node;
          const hairpin = known && branch.destination.ip.text === sent.source;
          expect(branch.masquerade).toBe(translation.masquerade || hairpin);
        }
        expect(sum).toBeCloseTo(1, 9);
      },
    ),
    { numRuns: 2000 },
  );
});

test('the order in which objects are written changes nothing', () => {
  fc.assert(
    fc.property(fc.array(endpoint, { minLength: 1, maxLength: 6 }), packet, entry, (endpoints, sent, at) => {
      const spec = {
        type: 'NodePort',
        clusterIP: '10.96.0.20',
        ports: [{ name: 'http', port: 80, targetPort: 80, protocol: 'TCP', nodePort: 30080 }],
      };
      const distinct = endpoints.filter(
        (each, index) => endpoints.findIndex(({ addresses }) => addresses[0] === each.addresses[0]) === index,
      );
      const [forth, back] = [distinct, [...distinct].reverse()].map((order) => {
        const { table } = compileServices(world({ spec, endpoints: order, proxy: testSpec.proxy }));
        return JSON.stringify(translate(table, packetOf(sent), at as Entry));
      });
      expect(back).toBe(forth);
    }),
  );
});
