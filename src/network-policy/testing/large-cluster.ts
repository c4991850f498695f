import type { KubernetesObject, NetworkPolicy, Resource } from '../../model/index.ts';

export interface LargeCluster {
  readonly pods: number;
  readonly policies: number;
}

/** Ten apps in each namespace, and ten pods of each. */
const APPS = 10;
const PODS_PER_APP = 10;

type Spec = NonNullable<NetworkPolicy['spec']>;

/**
 * The objects of a cluster of any size, always the same: namespaces of a hundred pods, and policies of ten sorts that
 * come by turns, most of them about the apps of one namespace.
 */
export function largeCluster({ pods, policies }: LargeCluster): readonly Resource[] {
  const namespaces = Math.max(1, Math.ceil(pods / (APPS * PODS_PER_APP)));
  return [
    ...Array.from({ length: namespaces }, (_, index) =>
      resource('Namespace', { name: `ns${index}`, labels: { team: `t${index % 20}` } }),
    ),
    ...Array.from({ length: pods }, (_, index) => podOf(index, namespaces)),
    ...Array.from({ length: policies }, (_, index) =>
      resource(
        'NetworkPolicy',
        { namespace: `ns${index % namespaces}`, name: `p${index}` },
        policySpec(Math.floor(index / namespaces) % APPS, index),
      ),
    ),
  ];
}

function podOf(index: number, namespaces: number): Resource {
  const app = Math.floor(index / namespaces) % APPS;
  const labels = { app: `app${app}`, tier: app < 3 ? 'front' : 'back', 'pod-template-hash': `h${app}` };
  const ports = [{ name: 'http', containerPort: 8000 + app }];
  const metadata = { namespace: `ns${index % namespaces}`, name: `pod${index}`, labels };
  return resource('Pod', metadata, { containers: [{ name: 'c', ports }] });
}

function policySpec(sort: number, index: number): Spec {
  const app = (number: number) => ({ matchLabels: { app: `app${number % APPS}` } });
  const both = ['Ingress', 'Egress'];
  switch (sort) {
    case 0:
      return { podSelector: {}, policyTypes: both };
    case 1:
      return { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] };
    case 2:
      return { podSelector: app(0), ingress: [{ ports: [{ port: 'http' }] }] };
    case 3: {
      const team = { matchLabels: { team: `t${index % 20}` } };
      return { podSelector: app(1), ingress: [{ from: [{ namespaceSelector: team }], ports: [{ port: 80 }] }] };
    }
    case 4: {
      const to = [{ ipBlock: { cidr: `203.0.${index % 256}.0/24` } }];
      return { podSelector: { matchLabels: { tier: 'back' } }, policyTypes: ['Egress'], egress: [{ to }] };
    }
    default:
      return {
        podSelector: app(sort),
        policyTypes: both,
        ingress: [{ from: [{ podSelector: app(sort - 1) }], ports: [{ port: 8000 + sort }] }],
        egress: [{ to: [{ podSelector: app(sort + 1) }] }],
      };
  }
}

function resource(kind: string, metadata: KubernetesObject['metadata'] & { name: string }, spec?: unknown): Resource {
  const { name, namespace } = metadata;
  const object = spec === undefined ? { kind, metadata } : { kind, metadata, spec };
  return { ref: { kind, name, ...(namespace !== undefined && { namespace }) }, object, origin: { kind: 'builtin' } };
}
