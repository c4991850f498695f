import type { KubernetesObject, Labels, NetworkPolicy, Resource } from '../../../model/index.ts';

export interface LargeCluster {
  readonly pods: number;
  readonly policies: number;
}

/** What runs in each team's namespace: a hundred pods. */
const APPS = [
  { app: 'storefront', tier: 'front', replicas: 20, ports: { http: 8080, metrics: 9100 } },
  { app: 'gateway', tier: 'front', replicas: 10, ports: { http: 8443, metrics: 9100 } },
  { app: 'admin', tier: 'front', replicas: 5, ports: { http: 8081, metrics: 9100 } },
  { app: 'orders', tier: 'back', replicas: 15, ports: { grpc: 9090, metrics: 9101 } },
  { app: 'cart', tier: 'back', replicas: 15, ports: { grpc: 9091, metrics: 9101 } },
  { app: 'payments', tier: 'back', replicas: 10, ports: { grpc: 9092, metrics: 9101 } },
  { app: 'search', tier: 'back', replicas: 10, ports: { grpc: 9090, metrics: 9101 } },
  { app: 'kafka', tier: 'data', replicas: 6, ports: { broker: 9094, metrics: 9308 } },
  { app: 'redis', tier: 'data', replicas: 6, ports: { redis: 6379, metrics: 9121 } },
  { app: 'postgres', tier: 'data', replicas: 3, ports: { sql: 5432, metrics: 9187 } },
] as const;
const PODS_PER_NAMESPACE = 100;
const REPLICAS = APPS.flatMap((each) => Array.from({ length: each.replicas }, (_, replica) => ({ ...each, replica })));

/** What every cluster runs, in namespaces of its own. */
const SYSTEM = [
  { namespace: 'kube-system', app: 'dns', labels: { 'k8s-app': 'kube-dns' }, ports: { metrics: 9153 } },
  { namespace: 'ingress', app: 'controller', labels: { app: 'controller' }, ports: { https: 443 } },
  { namespace: 'monitoring', app: 'prometheus', labels: { app: 'prometheus' }, ports: { web: 9090 } },
] as const;
const SYSTEM_REPLICAS = 2;

type Spec = NonNullable<NetworkPolicy['spec']>;

/**
 * The objects of a cluster of any size, always the same: DNS, an ingress controller and a monitoring system; and
 * namespaces of three tiers, each guarded by ten policies or by more where there are enough. Where there are fewer,
 * the last namespaces have none.
 */
export function largeCluster({ pods, policies }: LargeCluster): readonly Resource[] {
  const ofTeams = Math.max(0, pods - SYSTEM.length * SYSTEM_REPLICAS);
  const namespaces = Math.max(1, Math.ceil(ofTeams / PODS_PER_NAMESPACE));
  const guarded = Math.min(namespaces, Math.ceil(policies / GUARD.length));
  return [
    ...SYSTEM.map(({ namespace }) => namespaceOf(namespace, {})),
    ...Array.from({ length: namespaces }, (_, index) => namespaceOf(`ns${index}`, labelsOf(index))),
    ...SYSTEM.flatMap(systemPods).slice(0, pods),
    ...Array.from({ length: ofTeams }, (_, index) => podOf(index)),
    ...Array.from({ length: policies }, (_, index) => policyOf(index % guarded, Math.floor(index / guarded))),
  ];
}

function namespaceOf(name: string, labels: Labels): Resource {
  return resource('v1', 'Namespace', { name, labels: { 'kubernetes.io/metadata.name': name, ...labels } });
}

function labelsOf(namespace: number): Labels {
  return { team: `t${namespace % 20}`, env: namespace % 3 === 0 ? 'staging' : 'prod' };
}

function systemPods({ namespace, app, labels, ports }: (typeof SYSTEM)[number]): readonly Resource[] {
  return Array.from({ length: SYSTEM_REPLICAS }, (_, replica) =>
    pod({ namespace, owner: `${app}-7f`, name: `${app}-7f-${replica}`, labels }, ports),
  );
}

function podOf(index: number): Resource {
  const namespace = Math.floor(index / PODS_PER_NAMESPACE);
  const { app, tier, replica, ports } = REPLICAS[index % PODS_PER_NAMESPACE] ?? { ...APPS[0], replica: 0 };
  const hash = (namespace * 31 + app.length).toString(36);
  const labels = { app, tier, 'pod-template-hash': hash };
  const owner = `${app}-${hash}`;
  return pod({ namespace: `ns${namespace}`, owner, name: `${owner}-${replica}`, labels }, ports);
}

function pod(
  { owner, ...metadata }: { namespace: string; owner: string; name: string; labels: Labels },
  ports: Readonly<Record<string, number>>,
): Resource {
  const ownerReferences = [
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: `uid-of-${owner}`, controller: true },
  ];
  const containerPorts = Object.entries(ports).map(([name, containerPort]) => ({
    name,
    containerPort,
    protocol: 'TCP',
  }));
  const containers = [{ name: 'main', image: 'registry.example/main:1', ports: containerPorts }];
  return resource('v1', 'Pod', { ...metadata, ownerReferences }, { containers });
}

function policyOf(namespace: number, round: number): Resource {
  const metadata = { namespace: `ns${namespace}`, name: `policy-${round}` };
  const sort = GUARD[round] ?? FURTHER[round % FURTHER.length] ?? ISOLATE;
  return resource('networking.k8s.io/v1', 'NetworkPolicy', metadata, sort(namespace, round));
}

const tier = (name: string) => ({ matchLabels: { tier: name } });
const app = (round: number) => ({ matchLabels: { app: APPS[round % APPS.length]?.app ?? '' } });
const inNamespace = (namespace: string, matchLabels: Labels) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels },
});
const ISOLATE = (): Spec => ({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const partner = (number: number) => ({
  ipBlock: { cidr: `203.0.${number % 256}.0/24`, except: [`203.0.${number % 256}.0/28`] },
});
const team = (number: number) => ({
  matchLabels: { team: `t${number % 20}` },
  matchExpressions: [{ key: 'env', operator: 'In', values: ['prod'] }],
});

/** What guards a namespace. */
const GUARD: readonly ((namespace: number, round: number) => Spec)[] = [
  ISOLATE,
  () => ({
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: [inNamespace('kube-system', { 'k8s-app': 'kube-dns' })],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ],
  }),
  () => ({
    podSelector: tier('front'),
    policyTypes: ['Ingress'],
    ingress: [{ from: [inNamespace('ingress', { app: 'controller' })], ports: [{ protocol: 'TCP', port: 'http' }] }],
  }),
  () => ({
    podSelector: tier('front'),
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: tier('back') }], ports: [{ protocol: 'TCP', port: 'grpc' }] }],
  }),
  () => ({
    podSelector: tier('back'),
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: tier('front') }], ports: [{ protocol: 'TCP', port: 9090, endPort: 9099 }] }],
  }),
  () => ({
    podSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['back'] }] },
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: tier('data') }] }],
  }),
  () => ({
    podSelector: tier('data'),
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }] } }],
        ports: [5432, 6379, 9094].map((port) => ({ protocol: 'TCP', port })),
      },
    ],
  }),
  () => ({
    podSelector: {},
    policyTypes: ['Ingress'],
    ingress: [
      { from: [inNamespace('monitoring', { app: 'prometheus' })], ports: [{ protocol: 'TCP', port: 'metrics' }] },
    ],
  }),
  (namespace) => ({
    podSelector: app(3),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [{ namespaceSelector: team(namespace + 1), podSelector: app(4) }],
        ports: [{ port: 9090, protocol: 'TCP' }],
      },
    ],
    egress: [
      {
        to: [{ namespaceSelector: team(namespace + 7), podSelector: tier('back') }],
        ports: [{ port: 9091, protocol: 'TCP' }],
      },
    ],
  }),
  (namespace) => ({
    podSelector: app(5),
    policyTypes: ['Egress'],
    egress: [{ to: [partner(namespace)], ports: [{ protocol: 'TCP', port: 443 }] }],
  }),
];

/** What single apps are granted beyond that, no two alike. */
const FURTHER: readonly ((namespace: number, round: number) => Spec)[] = [
  (namespace, round) => ({
    podSelector: app(round),
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ namespaceSelector: team(namespace + round), podSelector: app(round * 3) }],
        ports: [{ protocol: 'TCP', port: 10_000 + round, endPort: 10_004 + round }],
      },
    ],
  }),
  (namespace, round) => ({
    podSelector: app(round),
    policyTypes: ['Egress'],
    egress: [{ to: [partner(namespace + round)], ports: [{ protocol: 'TCP', port: 443 }] }],
  }),
  (namespace, round) => ({
    podSelector: app(round),
    policyTypes: ['Egress'],
    egress: [{ to: [{ namespaceSelector: team(namespace + round) }], ports: [{ protocol: 'TCP', port: round }] }],
  }),
];

function resource(
  apiVersion: string,
  kind: string,
  metadata: KubernetesObject['metadata'] & { name: string },
  spec?: unknown,
): Resource {
  const { name, namespace } = metadata;
  const object = { apiVersion, kind, metadata, ...(spec !== undefined && { spec }) };
  return { ref: { kind, name, ...(namespace !== undefined && { namespace }) }, object, origin: { kind: 'builtin' } };
}
