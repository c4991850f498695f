import fc from 'fast-check';
import type { KubernetesObject } from '../engine/model/index.ts';
import type { ClusterFileSpec } from '../engine/profiles/index.ts';
import type { ConnectQuestion } from './questions.ts';

/** Few names and numbers, so that things meet: selectors and labels, ports and listeners, names and look-ups. */
const app = fc.constantFrom('web', 'db', 'api');
const namespace = fc.constantFrom('default', 'shop');
const port = fc.constantFrom(80, 3306, 8080);
const protocol = fc.constantFrom('TCP', 'UDP');
const node = fc.constantFrom('one', 'two', 'three');
const policy = fc.constantFrom('Cluster', 'Local');

const container = fc.record({
  image: fc.constantFrom('nginx', 'mariadb', 'busybox', 'alpine'),
  ports: fc.uniqueArray(
    fc.record(
      { containerPort: port, protocol, hostPort: fc.constantFrom(8080, 9090) },
      { requiredKeys: ['containerPort', 'protocol'] },
    ),
    { maxLength: 2, selector: ({ containerPort, protocol: each }) => `${containerPort}/${each}` },
  ),
});

const podSpec = fc
  .record(
    { containers: fc.array(container, { minLength: 1, maxLength: 2 }), hostNetwork: fc.boolean(), nodeName: node },
    { requiredKeys: ['containers'] },
  )
  .map(({ containers, ...rest }) => ({
    ...rest,
    // The API server rejects a port of the host that two containers want: the first alone has such ports.
    containers: (rest.hostNetwork === true ? containers.slice(0, 1) : containers).map(({ ports, image }, index) => ({
      name: `c${index}`,
      image,
      ports: ports.map(({ hostPort, ...each }, nth) =>
        hostPort === undefined || index > 0 || nth > 0 || rest.hostNetwork === true ? each : { ...each, hostPort },
      ),
    })),
  }));

const metadata = fc.record({ namespace, labels: fc.record({ app }) });

const pod = fc.record({ metadata, spec: podSpec, ready: fc.boolean() }).map(({ ready, metadata: meta, spec }) => ({
  ...{ apiVersion: 'v1', kind: 'Pod', spec },
  metadata: { ...meta, annotations: ready ? {} : { 'curlew.dev/ready': 'false' } },
}));

const deployment = fc
  .record({ metadata, spec: podSpec, replicas: fc.integer({ min: 0, max: 3 }) })
  .map(({ metadata: { namespace: within, labels }, spec: { nodeName: _, ...spec }, replicas }) => ({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace: within } },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  }));

const service = fc
  .record({
    namespace,
    selector: fc.option(fc.record({ app }), { nil: undefined }),
    kind: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'Headless', 'ExternalName'),
    port,
    protocol,
    policy,
    internal: policy,
    affinity: fc.constantFrom('None', 'ClientIP'),
    target: fc.constantFrom('example.com', 'web.default.svc.cluster.local', 'nowhere'),
  })
  .map(({ namespace: within, kind, selector, target, ...rest }) => {
    const object = { apiVersion: 'v1', kind: 'Service', metadata: { namespace: within } };
    if (kind === 'ExternalName') return { ...object, spec: { type: kind, externalName: target } };
    const outside = kind === 'NodePort' || kind === 'LoadBalancer';
    return {
      ...object,
      spec: {
        ...(kind === 'Headless' ? { clusterIP: 'None' } : { type: kind }),
        ...(selector === undefined ? {} : { selector }),
        ...(outside ? { externalTrafficPolicy: rest.policy } : {}),
        ...(kind === 'Headless' ? {} : { internalTrafficPolicy: rest.internal }),
        sessionAffinity: rest.affinity,
        ports: [{ port: rest.port, protocol: rest.protocol }],
      },
      ...(kind === 'LoadBalancer' ? { status: { loadBalancer: { ingress: [{ ip: '192.0.2.5' }] } } } : {}),
    };
  });

const rule = fc.record({ podSelector: fc.constantFrom({}, { matchLabels: { app: 'web' } }) });

const networkPolicy = fc
  .record({
    namespace,
    podSelector: fc.constantFrom({}, { matchLabels: { app: 'db' } }),
    ingress: fc.array(fc.record({ from: fc.array(rule, { minLength: 1, maxLength: 2 }) }), { maxLength: 1 }),
    policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  })
  .map(({ namespace: within, ...spec }) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace: within } },
    spec,
  }));

type Written = { readonly kind: string; readonly metadata: { readonly namespace: string } };

/** Names objects by kind and number, so that no two are the same; Services get the names that probes ask for. */
function named(objects: readonly Written[]): readonly KubernetesObject[] {
  const names = ['web', 'db', 'api'];
  return objects.map((object, index) => {
    const name =
      object.kind === 'Service' ? (names[index] ?? `service-${index}`) : `${object.kind.toLowerCase()}-${index}`;
    return { ...object, metadata: { ...object.metadata, name } };
  });
}

/** The objects of a small cluster; all of them are accepted. */
export const objects: fc.Arbitrary<readonly KubernetesObject[]> = fc
  .tuple(
    fc.array(service, { minLength: 1, maxLength: 3 }),
    fc.array(pod, { minLength: 1, maxLength: 4 }),
    fc.array(deployment, { maxLength: 2 }),
    fc.array(networkPolicy, { maxLength: 2 }),
  )
  .map((groups) => groups.flatMap((group) => named(group)));

/** Clusters of three nodes that differ in all that the way of a packet depends on. */
export const clusterSpec: fc.Arbitrary<ClusterFileSpec> = fc
  .record({
    mode: fc.constantFrom('iptables', 'nftables', 'ipvs'),
    dual: fc.boolean(),
    up: fc.boolean(),
    kubeProxy: fc.boolean(),
    masqueradeAll: fc.boolean(),
    masqueradeOutside: fc.boolean(),
    hostPorts: fc.boolean(),
    plugin: fc.constantFrom('kubeadm', 'flannel', 'aws-vpc-cni'),
    hairpin: fc.constantFrom('allow', 'enforce'),
    installed: fc.boolean(),
  })
  .map(({ mode, dual, up, kubeProxy, masqueradeAll, installed, hairpin, ...network }) => ({
    proxy: { mode, masqueradeAll },
    dns: { installed },
    network: {
      ...network,
      policies: { hairpin },
      podCIDR: dual ? '10.244.0.0/16,fd00:10:244::/56' : '10.244.0.0/16',
      serviceCIDR: dual ? '10.96.0.0/16,fd00:10:96::/112' : '10.96.0.0/16',
    },
    externalHosts: [{ name: 'example.com', addresses: ['203.0.113.10'], listens: ['80/TCP'] }],
    nodes: [
      { name: 'one', addresses: addresses(1, dual) },
      { name: 'two', addresses: addresses(2, dual), kubeProxy },
      { name: 'three', addresses: addresses(3, dual), up },
    ],
  }));

function addresses(number: number, dual: boolean): readonly string[] {
  return [`192.168.0.${number}`, ...(dual ? [`fd00:192:168::${number}`] : [])];
}

const host = fc.oneof(
  fc.constantFrom('web', 'db.shop', 'api.default', 'web.shop.svc.cluster.local', 'localhost', 'example.com', 'nowhere'),
  fc.constantFrom('192.168.0.1', '192.168.0.2', '192.168.0.3', '192.0.2.5', '127.0.0.1', '::1', 'fd00:192:168::2'),
  fc.constantFrom('10.244.0.2', '10.244.1.2', '10.244.2.3', '10.96.0.1', '10.96.1.0', '10.96.1.1', '203.0.113.10'),
  fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain(), fc.string()),
);

const from: fc.Arbitrary<ConnectQuestion['from']> = fc.oneof(
  fc.constantFrom('pod-0', 'pod-1', 'deployment-0').map((name) => ({ pod: name })),
  node.map((name) => ({ node: name })),
  fc.constant('external' as const),
  node.map((entryNode) => ({ external: '203.0.113.7', entryNode })),
);

/** Connections that the cluster's parts may know, and some that nobody knows. */
export const questions: fc.Arbitrary<readonly ConnectQuestion[]> = fc.array(
  fc.record({
    from,
    namespace,
    to: fc.record({
      host,
      port: fc.oneof(port, fc.constantFrom(30080, 6443, 10250), fc.integer({ min: 1, max: 65535 })),
      protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'),
    }),
  }),
  { minLength: 20, maxLength: 20 },
);
