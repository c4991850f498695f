import fc from 'fast-check';
import type { KubernetesObject, Labels, PolicyReading, Protocol } from '../../../model/index.ts';
import { ClusterState } from '../../../store/index.ts';
import { resourcesOf, testSpec } from '../../../testing/index.ts';

/* Few names, so that rules hit. */

const key = fc.constantFrom('app', 'tier');
const labels = fc.dictionary(key, fc.constantFrom('x', 'y'), { maxKeys: 2 });
const protocol = fc.constantFrom<Protocol>('TCP', 'UDP', 'SCTP');
const number = fc.constantFrom(1, 80, 81, 90, 65535);
const cidr = fc.constantFrom(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.244.0.0/16',
  '10.244.1.0/24',
  '10.244.1.3/32',
  '192.0.2.0/24',
  '::/0',
  'fd00::/8',
  'fd00:10:244:1::/64',
);
const portName = fc.constantFrom('web', 'dns');

const selector = fc.oneof(
  fc.constant({}),
  fc.record({ matchLabels: labels }),
  fc.record({ matchExpressions: fc.tuple(fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') })) }),
  fc.record({
    matchExpressions: fc.tuple(
      fc.record({ key, operator: fc.constantFrom('In', 'NotIn'), values: fc.constantFrom(['x'], ['x', 'y']) }),
    ),
  }),
);
const namespaceSelector = fc.oneof(
  selector,
  fc.constantFrom('a', 'b').map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);

const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector: selector }),
  fc.record({ ipBlock: fc.record({ cidr, except: fc.array(cidr, { maxLength: 1 }) }) }),
  fc.record({ ipBlock: fc.record({ cidr }) }),
);
const port = fc.oneof(
  fc.record({ protocol }),
  fc.record({ protocol, port: number }),
  fc.record({ protocol, port: fc.constant(80), endPort: number.filter((end) => end >= 80) }),
  fc.record({ protocol, port: portName }),
);
const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 2 });
const rule = (side: 'from' | 'to') => fc.record({ [side]: few(peer), ports: few(port) }, { requiredKeys: [] });

const networkPolicy = fc.record({
  kind: fc.constant('NetworkPolicy'),
  namespace: fc.constantFrom('a', 'b'),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
      ingress: few(rule('from')),
      egress: few(rule('to')),
    },
    { requiredKeys: ['podSelector'] },
  ),
});

const adminPeer = fc.oneof(
  fc.record({ namespaces: namespaceSelector }),
  fc.record({ pods: fc.record({ namespaceSelector, podSelector: selector }) }),
);
const outsidePeer = fc.oneof(
  adminPeer,
  fc.record({ networks: fc.array(cidr, { minLength: 1, maxLength: 2 }) }),
  fc.record({ domainNames: fc.constant(['example.com']) }),
);
const adminPort = fc.oneof(
  fc.record({ portNumber: fc.record({ protocol, port: number }) }),
  fc.record({ portRange: fc.record({ protocol, start: fc.constant(80), end: fc.constantFrom(85, 90) }) }),
  fc.record({ namedPort: portName }),
);
const adminRule = (side: 'from' | 'to') =>
  fc.record(
    {
      action: fc.constantFrom('Allow', 'Deny', 'Pass'),
      [side]: fc.array(side === 'to' ? outsidePeer : adminPeer, { minLength: 1, maxLength: 2 }),
      ports: fc.array(adminPort, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['action', side] },
  );
const transport = (field: 'tcp' | 'udp' | 'sctp') =>
  fc.oneof(
    number.map((each) => ({ [field]: { destinationPort: { number: each } } })),
    fc.constantFrom(85, 90).map((end) => ({ [field]: { destinationPort: { range: { start: 80, end } } } })),
  );
const clusterProtocol = fc.oneof(
  transport('tcp'),
  transport('udp'),
  transport('sctp'),
  portName.map((destinationNamedPort) => ({ destinationNamedPort })),
);
const clusterRule = (side: 'from' | 'to') =>
  fc.record(
    {
      action: fc.constantFrom('Accept', 'Deny', 'Pass'),
      [side]: fc.array(side === 'to' ? outsidePeer : adminPeer, { minLength: 1, maxLength: 2 }),
      protocols: fc.array(clusterProtocol, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['action', side] },
  );
const clusterPolicy = fc.record({
  kind: fc.constant('ClusterNetworkPolicy'),
  spec: fc.record({
    tier: fc.constantFrom('Admin', 'Baseline'),
    priority: fc.nat(3),
    subject: adminPeer,
    ingress: few(clusterRule('from')),
    egress: few(clusterRule('to')),
  }),
});
const adminPolicy = fc.record({
  kind: fc.constantFrom('AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'),
  spec: fc.record({
    priority: fc.nat(3),
    subject: adminPeer,
    ingress: few(adminRule('from')),
    egress: few(adminRule('to')),
  }),
});

/** The pods of a cluster have addresses of the same families; or none yet, or nobody knows them. */
const ADDRESSES = {
  single: [[], ['10.244.1.2'], ['10.244.1.3'], ['10.244.2.2']],
  dual: [
    [],
    ['10.244.2.2', 'fd00:10:244:1::2'],
    ['10.244.1.4', 'fd00:10:244:2::2'],
    ['fd00:10:244:1::3', '10.244.1.3'],
  ],
} as const;

const pod = fc.record({
  namespace: fc.constantFrom('a', 'b', 'c'),
  labels,
  address: fc.nat(3),
  ports: fc.uniqueArray(
    fc.record({ name: portName, containerPort: fc.constantFrom(80, 90), protocol: fc.constantFrom('TCP', 'UDP') }),
    { maxLength: 2, selector: ({ name }) => name },
  ),
});

const reading: fc.Arbitrary<PolicyReading> = fc.record({
  ipBlockMatchesPods: fc.boolean(),
  ipBlockMatchesNodes: fc.boolean(),
  egressSeesServiceIP: fc.boolean(),
  ingressSeesMasquerade: fc.boolean(),
  forwardedClients: fc.constantFrom('node', 'outside'),
  denied: fc.constantFrom('drop', 'reject'),
  hairpin: fc.constantFrom('allow', 'enforce'),
  endPort: fc.constant(true),
  hostNetwork: fc.constantFrom('node', 'namespace', 'pod'),
  icmp: fc.constantFrom('allow', 'deny'),
  duplicateNamedPort: fc.constantFrom('resolve', 'skip'),
  baselineSkippedByAnyDirection: fc.boolean(),
});

/** Clusters of a few pods with policies of every kind, and a plugin that makes of them what it likes. */
export const world: fc.Arbitrary<World> = fc.record({
  namespaces: fc.record({ a: labels, b: labels }),
  policies: fc.array(fc.oneof(networkPolicy, adminPolicy, clusterPolicy), { minLength: 2, maxLength: 6 }),
  pods: fc.array(pod, { minLength: 2, maxLength: 4 }),
  stack: fc.constantFrom('single', 'dual'),
  enforced: fc.oneof(
    { weight: 3, arbitrary: fc.constant(testSpec.network.policies.enforced) },
    { weight: 1, arbitrary: fc.subarray([...testSpec.network.policies.enforced]) },
  ),
  reading,
});

/** A policy of any kind, without its name. */
export interface WrittenPolicy {
  readonly kind: string;
  readonly namespace?: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface World {
  readonly namespaces: Readonly<Record<string, Labels>>;
  readonly policies: readonly WrittenPolicy[];
  readonly pods: readonly WrittenPod[];
  readonly stack: keyof typeof ADDRESSES;
  readonly enforced: readonly string[];
  readonly reading: PolicyReading;
}

interface WrittenPod {
  readonly namespace: string;
  readonly labels: Labels;
  readonly address: number;
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[];
}

/** The policies are called `p0`, `p1` …, the pods `pod0`, `pod1` …, on the nodes in turn. */
export function stateOf({ namespaces, policies: written, pods, stack, ...plugin }: World): ClusterState {
  const { network } = testSpec;
  const objects: readonly KubernetesObject[] = [
    ...Object.entries(namespaces).map(([name, each]) => ({ kind: 'Namespace', metadata: { name, labels: each } })),
    ...written.map(({ kind, spec, ...rest }, index) => ({
      kind,
      metadata: { ...rest, name: `p${index}` },
      spec,
    })),
    ...pods.map(({ namespace, labels: each, ports, address }, index) => ({
      kind: 'Pod',
      metadata: { namespace, name: `pod${index}`, labels: each },
      spec: { nodeName: `worker-${(index % 2) + 1}`, containers: [{ name: 'c', ports }] },
      status: { podIPs: (ADDRESSES[stack][address] ?? []).map((ip) => ({ ip })) },
    })),
  ];
  const spec = {
    ...testSpec,
    network: { ...network, policies: { enforced: plugin.enforced, reading: plugin.reading } },
    externalHosts: [{ name: 'example.com', addresses: ['203.0.113.10'] }],
  };
  return ClusterState.of(
    spec,
    objects.flatMap((object) => resourcesOf(JSON.stringify(object))),
  );
}
