import fc from 'fast-check';
import type { KubernetesObject, LabelSelector, Protocol } from '../../../engine/model/index.ts';

/* Few names and values, so that selectors hit; blocks outside of every pod CIDR, which hold no pod by any reading. */

const NAMESPACES = ['default', 'shop', 'office'] as const;
const BLOCKS = ['192.0.2.0/24', '192.0.2.128/25', '198.51.100.0/24', '203.0.113.7/32'] as const;

/** Addresses of which each is on one side of the ends of some block, and of all that is cut out of blocks. */
export const ADDRESSES: readonly string[] = [
  '0.0.0.0',
  '192.0.2.0',
  '192.0.2.64',
  '192.0.2.128',
  '192.0.2.255',
  '192.0.3.0',
  '198.51.100.1',
  '203.0.113.6',
  '203.0.113.7',
  '203.0.113.8',
  '255.255.255.255',
];

const name = fc.constantFrom('http', 'sql', 'dns');
const protocol = fc.constantFrom<Protocol>('TCP', 'UDP', 'SCTP');
const single = fc.constantFrom(53, 80, 81, 443, 1250, 3306);
/** Inside each other or apart: of ranges that cross, netpol-analyzer 1.4.4 loses some. */
const range = fc.constantFrom([50, 99], [1000, 1999], [1200, 1299], [9000, 9999]);

function selectorOf(key: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<LabelSelector> {
  const expression = fc.oneof(
    fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
    fc.record({
      key,
      operator: fc.constantFrom('In', 'NotIn'),
      values: fc.array(value, { minLength: 1, maxLength: 2 }),
    }),
  );
  return fc.oneof(
    fc.constant({}),
    fc.record({ matchLabels: fc.dictionary(key, value, { minKeys: 1, maxKeys: 2 }) }),
    fc.record({ matchExpressions: fc.array(expression, { minLength: 1, maxLength: 2 }) }),
  );
}

const podKey = fc.constantFrom('app', 'tier');
const podValue = fc.constantFrom('a', 'b', 'c');
const podSelector = selectorOf(podKey, podValue);
const namespaceSelector = fc.oneof(
  selectorOf(fc.constantFrom('team', 'zone'), fc.constantFrom('r', 's')),
  fc.constantFrom(...NAMESPACES).map((each) => ({ matchLabels: { 'kubernetes.io/metadata.name': each } })),
);

const ipBlock = fc.oneof(
  fc.record({ cidr: fc.constantFrom(...BLOCKS) }),
  fc.constant({ cidr: '192.0.2.0/24', except: ['192.0.2.64/26'] }),
);
const podPeer = fc.oneof(
  fc.record({ podSelector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector }),
);
const numbered = fc.oneof(
  fc.record({ protocol }),
  fc.record({ protocol, port: single }, { requiredKeys: ['port'] }),
  fc.tuple(protocol, range).map(([each, [port, endPort]]) => ({ protocol: each, port, endPort })),
);
const named = fc.record({ protocol, port: name }, { requiredKeys: ['port'] });

function listOf<T>(item: fc.Arbitrary<T>, minLength = 0): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength, maxLength: 2 });
}

/** netpol-analyzer refuses a named port towards addresses, and so towards everyone. */
const egress = listOf(
  fc.oneof(
    fc.record({ to: listOf(fc.oneof(podPeer, fc.record({ ipBlock }))), ports: listOf(numbered) }),
    fc.record({ to: listOf(podPeer, 1), ports: listOf(fc.oneof(numbered, named)) }),
  ),
);
const ingress = listOf(
  fc.record({ from: listOf(fc.oneof(podPeer, fc.record({ ipBlock }))), ports: listOf(fc.oneof(numbered, named)) }),
);

const networkPolicy = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  spec: fc.record(
    { podSelector, policyTypes: fc.subarray(['Ingress', 'Egress'], { minLength: 1 }), ingress, egress },
    { requiredKeys: ['podSelector'] },
  ),
});

const groups = fc.oneof(
  fc.record({ namespaces: namespaceSelector }),
  fc.record({ pods: fc.record({ namespaceSelector, podSelector }) }),
);
const adminPort = fc.oneof(
  fc.record({ portNumber: fc.record({ protocol, port: single }) }),
  fc.tuple(protocol, range).map(([each, [start, end]]) => ({ portRange: { protocol: each, start, end } })),
);
const adminPorts = listOf(fc.oneof(adminPort, fc.record({ namedPort: name })), 1);

function adminSpec(...actions: readonly string[]) {
  const action = fc.constantFrom(...actions);
  const network = fc.record({ networks: listOf(fc.constantFrom(...BLOCKS), 1) });
  const rulesOf = (rule: fc.Arbitrary<unknown>) => fc.array(rule, { maxLength: 3 });
  return fc.record({
    subject: groups,
    ingress: rulesOf(
      fc.record({ action, from: listOf(groups, 1), ports: adminPorts }, { requiredKeys: ['action', 'from'] }),
    ),
    egress: rulesOf(
      fc.oneof(
        fc.record({ action, to: listOf(groups, 1), ports: adminPorts }, { requiredKeys: ['action', 'to'] }),
        fc.record({ action, to: listOf(network, 1), ports: listOf(adminPort, 1) }, { requiredKeys: ['action', 'to'] }),
      ),
    ),
  });
}

const podTemplate = fc
  .record({
    labels: fc.dictionary(podKey, podValue, { maxKeys: 2 }),
    ports: fc.uniqueArray(fc.record({ name, containerPort: single, protocol }), {
      maxLength: 3,
      selector: (port) => port.name,
    }),
  })
  .map(({ labels, ports }) => ({ metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i', ports }] } }));

const workload = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  kind: fc.constantFrom('Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'),
  template: podTemplate,
});

/** Manifests of some workloads in three namespaces, with policies of every sort that netpol-analyzer knows. */
export const clusterArbitrary: fc.Arbitrary<readonly KubernetesObject[]> = fc
  .record({
    namespaces: fc.array(
      fc.record({ team: fc.constantFrom('r', 's'), zone: fc.constantFrom('r', 's') }, { requiredKeys: [] }),
      {
        maxLength: NAMESPACES.length,
      },
    ),
    workloads: fc.array(workload, { minLength: 2, maxLength: 5 }),
    policies: fc.array(networkPolicy, { maxLength: 4 }),
    admin: fc.array(adminSpec('Allow', 'Deny', 'Pass'), { maxLength: 2 }),
    baseline: fc.option(adminSpec('Allow', 'Deny'), { nil: undefined }),
  })
  .map(({ namespaces, workloads, policies, admin, baseline }) => [
    ...namespaces.map((labels, index) => objectOf('v1', 'Namespace', { name: NAMESPACES[index] ?? '', labels })),
    ...workloads.map((each, index) => workloadOf({ ...each, name: `w${index}` })),
    ...policies.map(({ namespace, spec }, index) =>
      objectOf('networking.k8s.io/v1', 'NetworkPolicy', { namespace, name: `p${index}` }, spec),
    ),
    ...admin.map((spec, index) =>
      objectOf(ADMIN, 'AdminNetworkPolicy', { name: `p${index}` }, { ...spec, priority: index }),
    ),
    ...(baseline === undefined ? [] : [objectOf(ADMIN, 'BaselineAdminNetworkPolicy', { name: 'default' }, baseline)]),
  ]);

const ADMIN = 'policy.networking.k8s.io/v1alpha1';

interface WrittenWorkload {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly template: { readonly metadata: NonNullable<KubernetesObject['metadata']>; readonly spec: object };
}

function workloadOf({ namespace, name: own, kind, template }: WrittenWorkload): KubernetesObject {
  const metadata = { namespace, name: own };
  const never = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } };
  switch (kind) {
    case 'Pod':
      return objectOf('v1', kind, { ...metadata, ...template.metadata }, template.spec);
    case 'Job':
      return objectOf('batch/v1', kind, metadata, { template: never });
    case 'CronJob':
      return objectOf('batch/v1', kind, metadata, {
        schedule: '0 0 * * *',
        jobTemplate: { spec: { template: never } },
      });
    default:
      return objectOf('apps/v1', kind, metadata, {
        selector: { matchLabels: template.metadata.labels ?? {} },
        template,
      });
  }
}

function objectOf(
  apiVersion: string,
  kind: string,
  metadata: NonNullable<KubernetesObject['metadata']>,
  spec?: object,
): KubernetesObject & { readonly spec?: object } {
  return { apiVersion, kind, metadata, ...(spec !== undefined && { spec }) };
}
