import fc from 'fast-check';
import type { ClusterSpec, Family, KubernetesObject, NodeSpec, Resource, SentPacket } from '../../../model/index.ts';
import { ClusterState } from '../../../store/index.ts';
import { nodeOf, packetOf, testSpec } from '../../../testing/index.ts';
import type { Entry } from '../index.ts';

/** A cluster with some Services, seen from its node `n1`, and packets that meet that node. */
export interface World {
  readonly family: Family;
  readonly state: ClusterState;
  readonly node: NodeSpec;
  readonly packets: readonly { readonly packet: SentPacket; readonly from: Entry['from'] }[];
}

const ZONE = 'topology.kubernetes.io/zone';
const NODE = nodeOf({
  name: 'n1',
  addresses: ['192.168.0.1', '192.168.1.1', '2001:db8::1'],
  labels: { [ZONE]: 'a' },
  podCIDRs: ['10.244.0.0/24', 'fd00::/80'],
});

/** Addresses in both families; those of Services end in the Service's number. */
const PLACES = {
  4: {
    endpoints: {
      '10.244.0.1': 'n1',
      '10.244.0.10': 'n1',
      '10.244.1.1': 'n2',
      '10.244.1.2': 'n2',
      '172.16.0.9': undefined,
    },
    cluster: '10.96.0.',
    external: '198.51.100.',
    balancer: '203.0.113.',
    ranges: ['203.0.113.0/24', '192.168.0.0/24', '10.244.0.0/30', '2001:db8::/32', '0.0.0.0/0'],
    pods: ['10.244.0.1', '10.244.0.10', '10.244.0.77'],
    outside: ['203.0.113.77', '198.18.0.1'],
    other: ['192.168.0.1', '192.168.1.1', '127.0.0.1', '10.96.0.99', '192.0.2.1'],
    own: ['192.168.0.1', '192.168.1.1', '127.0.0.1'],
  },
  6: {
    endpoints: { 'fd00::1': 'n1', 'fd00::a': 'n1', 'fd00::1:0:0:1': 'n2', 'fd00::1:0:0:2': 'n2', 'fd09::9': undefined },
    cluster: 'fd00:96::',
    external: '2001:db8:e::',
    balancer: '2001:db8:b::',
    ranges: ['2001:db8:b::/64', '2001:db8::/64', 'fd00::/127', '203.0.113.0/24', '::/0'],
    pods: ['fd00::1', 'fd00::a', 'fd00::77'],
    outside: ['2001:db8:b::77', '2001:db8:ffff::1'],
    other: ['2001:db8::1', '::1', 'fd00:96::99', '2001:db8:9::9'],
    own: ['2001:db8::1', '::1'],
  },
} as const;

/** What is sent to loopback comes from there, and nothing else does. */
const LOOPBACK = /^127\.|^::1$/;

const proxy = fc.record({
  mode: fc.constantFrom('iptables' as const, 'nftables' as const),
  masqueradeAll: fc.boolean(),
  localhostNodePorts: fc.boolean(),
  nodePortAddresses: fc.constantFrom(
    [],
    ['primary'],
    ['192.168.0.0/24', '2001:db8::/64'],
    ['127.0.0.0/8', '192.168.1.0/24'],
  ),
  detectLocalMode: fc.constantFrom('ClusterCIDR' as const, 'NodeCIDR' as const, 'None' as const),
});

/** Every world in which node, family and mode agree, with packets that could really be there. */
export const world: fc.Arbitrary<World> = fc.constantFrom<Family>(4, 6).chain((family) =>
  fc
    .record({
      proxy,
      services: fc.tuple(service(family, 1), service(family, 2)),
      packets: fc.array(packet(family), { minLength: 10, maxLength: 10 }),
    })
    .map((settings) => ({ family, node: NODE, ...settings, state: stateOf(settings) })),
);

/** Some endpoints, each on its own node. */
function endpoints(family: Family): fc.Arbitrary<readonly object[]> {
  const condition = fc.option(fc.boolean(), { nil: undefined });
  const zones = fc.constantFrom([{ name: 'a' }], [{ name: 'b' }], []);
  const state = fc.record({
    conditions: fc.record({ ready: condition, serving: condition, terminating: condition }),
    hints: fc.option(fc.record({ forZones: zones, forNodes: fc.subarray([{ name: 'n1' }]) }), { nil: undefined }),
  });
  const places = Object.entries(PLACES[family].endpoints);
  return fc
    .tuple(fc.subarray(places), fc.array(state, { minLength: places.length, maxLength: places.length }))
    .map(([chosen, states]) =>
      chosen.map(([ip, nodeName], index) => ({ addresses: [ip], nodeName, ...states[index] })),
    );
}

function service(family: Family, number: number): fc.Arbitrary<readonly Resource[]> {
  const { cluster, external, balancer, ranges } = PLACES[family];
  const policy = fc.constantFrom('Cluster', 'Local');
  const spec = fc.record({
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'LoadBalancer'),
    externalIPs: fc.subarray([`${external}${number}`]),
    internalTrafficPolicy: policy,
    externalTrafficPolicy: policy,
    sessionAffinity: fc.constantFrom('None', 'ClientIP'),
    loadBalancerSourceRanges: fc.subarray([...ranges]),
  });
  const protocol = fc.constantFrom('TCP', 'TCP', 'UDP');
  return fc.record({ spec, endpoints: endpoints(family), protocol }).map((chosen) => {
    const exposed = chosen.spec.type !== 'ClusterIP';
    const port = { name: 'p', port: 80, protocol: chosen.protocol, ...(exposed ? { nodePort: 30000 + number } : {}) };
    const ingress = chosen.spec.type === 'LoadBalancer' ? [{ ip: `${balancer}${number}` }] : [];
    const name = `s${number}`;
    return [
      resource('Service', name, {
        spec: { ...chosen.spec, clusterIP: `${cluster}${number}`, ports: [port] },
        status: { loadBalancer: { ingress } },
      }),
      resource('EndpointSlice', name, {
        metadata: { name, namespace: 'default', labels: { 'kubernetes.io/service-name': name } },
        ports: [{ name: 'p', port: 8080, protocol: chosen.protocol }],
        endpoints: chosen.endpoints,
      }),
    ];
  });
}

function packet(family: Family): fc.Arbitrary<World['packets'][number]> {
  const { cluster, external, balancer, other, pods, outside, own } = PLACES[family];
  const services = [cluster, external, balancer].map((start) => ({ destination: `${start}1`, port: 80 }));
  const nodePorts = own.map((destination) => ({ destination, port: 30001 }));
  const strays = fc.record({
    destination: fc.constantFrom(`${cluster}1`, `${external}2`, `${balancer}2`, ...other),
    port: fc.constantFrom(80, 81, 30002),
  });
  const sender = fc.constantFrom(
    ...pods.map((source) => ({ source, from: 'pod' as const })),
    ...outside.map((source) => ({ source, from: 'outside' as const })),
    ...[...own, `${balancer}1`].map((source) => ({ source, from: 'node' as const })),
  );
  return fc
    .record({
      sender,
      to: fc.oneof(
        { arbitrary: fc.constantFrom(...services, ...nodePorts), weight: 4 },
        { arbitrary: strays, weight: 1 },
      ),
      protocol: fc.constantFrom('TCP' as const, 'TCP' as const, 'UDP' as const),
    })
    .filter(({ sender: { source }, to }) => LOOPBACK.test(source) === LOOPBACK.test(to.destination))
    .map(({ sender: { source, from }, to, protocol }) => ({ from, packet: packetOf({ source, ...to, protocol }) }));
}

interface Settings {
  readonly proxy: ClusterSpec['proxy'];
  readonly services: readonly (readonly Resource[])[];
}

function stateOf({ proxy: settings, services }: Settings): ClusterState {
  const network = {
    ...testSpec.network,
    podCIDRs: ['10.244.0.0/16', 'fd00::/64'],
    serviceCIDRs: ['10.96.0.0/12', 'fd00:96::/112'],
  };
  return ClusterState.of({ ...testSpec, network, nodes: [NODE], proxy: settings }, services.flat());
}

function resource(kind: string, name: string, object: object): Resource {
  const full: KubernetesObject & object = { kind, metadata: { name, namespace: 'default' }, ...object };
  return { ref: { kind, namespace: 'default', name }, object: full, origin: { kind: 'builtin' } };
}
