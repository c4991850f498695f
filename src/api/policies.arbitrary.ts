import fc from 'fast-check';
import type { KubernetesObject } from '../engine/model/index.ts';
import type { ClusterFileSpec } from '../engine/profiles/index.ts';

/* Policies of every kind, and every way in which a plugin may read them. */

const API = 'policy.networking.k8s.io';
const labels = fc.constantFrom({}, { matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } });
const pods = fc.oneof(
  fc.constant({ namespaces: {} }),
  fc.record({ pods: fc.record({ namespaceSelector: fc.constant({}), podSelector: labels }) }),
);
const outside = fc.oneof(
  pods,
  fc.record({
    networks: fc.constantFrom(
      ...[['10.96.0.0/16'], ['10.244.0.0/16', 'fd00::/8'], ['0.0.0.0/0'], ['192.168.0.0/24']],
      ...[['10.244.1.2/32'], ['10.244.2.0/24', 'fd00:10:244:1::/64']],
    ),
  }),
  fc.constantFrom({ nodes: {} }, { nodes: { matchLabels: { 'kubernetes.io/hostname': 'one' } } }),
);
const port = fc.constantFrom(80, 3306, 8080, 53);
const adminPort = fc.oneof(
  fc.record({ portNumber: fc.record({ protocol: fc.constantFrom('TCP', 'UDP'), port }) }),
  fc.constant({ portRange: { protocol: 'TCP', start: 80, end: 9090 } }),
);
const clusterPort = fc.oneof(
  fc.record({ tcp: fc.record({ destinationPort: fc.record({ number: port }) }) }),
  fc.record({ udp: fc.record({ destinationPort: fc.record({ number: port }) }) }),
);
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 });
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 2 });

function rulesOf(action: fc.Arbitrary<string>, ports: 'ports' | 'protocols') {
  const list = some<object>(ports === 'ports' ? adminPort : clusterPort);
  const rule = (side: 'from' | 'to') =>
    fc.record(
      { action, [side]: some(side === 'to' ? outside : pods), [ports]: list },
      { requiredKeys: ['action', side] },
    );
  return { ingress: few(rule('from')), egress: few(rule('to')) };
}

const admin = fc
  .record({ subject: pods, priority: fc.nat(2), ...rulesOf(fc.constantFrom('Allow', 'Deny', 'Pass', 'Pass'), 'ports') })
  .map((spec) => ({ apiVersion: `${API}/v1alpha1`, kind: 'AdminNetworkPolicy', spec }));
const cluster = fc
  .record({
    version: fc.constantFrom('v1beta1', 'v1alpha2'),
    spec: fc.record({
      ...{ subject: pods, priority: fc.nat(2), tier: fc.constantFrom('Admin', 'Baseline') },
      ...rulesOf(fc.constantFrom('Accept', 'Deny', 'Pass', 'Pass'), 'protocols'),
    }),
  })
  .map(({ version, spec }) => ({ apiVersion: `${API}/${version}`, kind: 'ClusterNetworkPolicy', spec }));
const baseline = fc
  .record({ subject: pods, ...rulesOf(fc.constantFrom('Allow', 'Deny'), 'ports') })
  .map((spec) => ({ apiVersion: `${API}/v1alpha1`, kind: 'BaselineAdminNetworkPolicy', spec }));
/* Blocks of all pods, of those of a node, of one pod, of one family; and of none. */
const cidr = fc.constantFrom(
  ...['10.96.0.0/16', '10.244.0.0/16', '10.244.1.0/24', '10.244.2.2/32', '0.0.0.0/0'],
  ...['fd00:10:244:1::/64', '::/0', '203.0.113.0/24'],
);
const block = cidr.chain((whole) =>
  fc
    .option(fc.constantFrom('10.244.0.0/24', '10.244.1.2/32'), { nil: undefined })
    .map((hole) => ({ cidr: whole, ...(isWithin(hole, whole) ? { except: [hole] } : {}) })),
);

/** What the API server asks of an exception: to be strictly within its block. */
function isWithin(hole: string | undefined, whole: string): boolean {
  if (hole === undefined) return false;
  return whole === '0.0.0.0/0' || whole === '10.244.0.0/16' || (whole === '10.244.1.0/24' && hole === '10.244.1.2/32');
}

const blocks = fc
  .record({
    direction: fc.constantFrom('Ingress', 'Egress'),
    podSelector: labels,
    peers: some(fc.record({ ipBlock: block })),
    ports: few(fc.record({ port })),
  })
  .map(({ direction, podSelector, peers, ports }) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
    spec: {
      ...{ podSelector, policyTypes: [direction] },
      ...(direction === 'Ingress' ? { ingress: [{ from: peers, ports }] } : { egress: [{ to: peers, ports }] }),
    },
  }));

/** Policies of every kind, accepted by the API server. */
export const policies: fc.Arbitrary<readonly KubernetesObject[]> = fc
  .tuple(fc.array(fc.oneof(admin, cluster, blocks), { maxLength: 4 }), fc.option(baseline, { nil: undefined }))
  .map(([several, one]) => [
    ...several.map((each, index) => ({ ...each, metadata: { name: `extra-${index}` } })),
    ...(one === undefined ? [] : [{ ...one, metadata: { name: 'default' } }]),
  ]);

export const KINDS: readonly string[] = [
  'NetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
];
/** What a plugin enforces, and every way in which it may read it. */
export const plugin: fc.Arbitrary<NonNullable<NonNullable<ClusterFileSpec['network']>['policies']>> = fc.record({
  enforced: fc.oneof(fc.constant(KINDS), fc.subarray([...KINDS])),
  ipBlockMatchesPods: fc.boolean(),
  ipBlockMatchesNodes: fc.boolean(),
  egressSeesServiceIP: fc.boolean(),
  ingressSeesMasquerade: fc.boolean(),
  forwardedClients: fc.constantFrom('node', 'outside'),
  denied: fc.constantFrom('drop', 'reject'),
  hairpin: fc.constantFrom('allow', 'enforce'),
  endPort: fc.boolean(),
  hostNetwork: fc.constantFrom('node', 'namespace', 'pod'),
  icmp: fc.constantFrom('allow', 'deny'),
  duplicateNamedPort: fc.constantFrom('resolve', 'skip'),
  baselineSkippedByAnyDirection: fc.boolean(),
} as const);
