import { type Cluster, podsOf } from '../library/index.ts';
import type { ClusterView, ObjectRef, Service } from '../model/index.ts';
import { compileLabels, formatSocket, qualifiedName, selects } from '../model/index.ts';
import { connectionTo } from '../spec/index.ts';

/** Something to connect to, as a sentence names it: `shop/db:5432`, `shop/deployment/worker:9000`. */
export interface Target {
  readonly text: string;
  readonly namespace: string;
}

/** Every port of the manifests' Services, and the declared ports of workloads that no Service leads to. */
export function targetsInside({ view }: Cluster, workloads: readonly ObjectRef[]): readonly Target[] {
  const services = servicesOf(view).flatMap(({ ref, object }) =>
    (object.spec?.ports ?? []).map(({ port, protocol }) => target(ref, `${qualifiedName(ref)}:${port}`, protocol)),
  );
  const direct = workloads.flatMap((ref) => {
    const [pod] = podsOf(view, ref);
    if (pod === undefined || hasService(view, pod.ref.namespace, pod.object.metadata?.labels)) return [];
    const ports = (pod.object.spec?.containers ?? []).flatMap((container) => container.ports ?? []);
    return ports.map(({ containerPort, protocol }) =>
      target(ref, `${ref.namespace}/${ref.kind.toLowerCase()}/${ref.name}:${containerPort}`, protocol),
    );
  });
  return [...services, ...direct];
}

/**
 * The addresses by which Services are reached from outside: load balancers, external addresses, and for each node port a
 * node that answers; the first node where none does.
 */
export function targetsFromOutside(cluster: Cluster): readonly string[] {
  const { view } = cluster;
  const nodes = view
    .list('Node')
    .flatMap(({ object }) => object.status?.addresses ?? [])
    .filter(({ type }) => type === 'InternalIP');
  const found = servicesOf(view).flatMap(({ object: { spec, status } }) =>
    (spec?.ports ?? []).flatMap(({ port, nodePort, protocol }) => {
      const addresses = [...(spec?.externalIPs ?? []), ...(status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip)];
      const entries = addresses.flatMap((ip) =>
        ip === undefined ? [] : [`${formatSocket(ip, port)}${suffix(protocol)}`],
      );
      const byNode =
        nodePort === undefined
          ? []
          : nodes.map(({ address }) => `${formatSocket(address, nodePort)}${suffix(protocol)}`);
      const answering = byNode.find((each) => connectionTo(cluster, 'an external client', each).reach === 'always');
      return [...entries, ...[answering ?? byNode[0] ?? []].flat()];
    }),
  );
  return [...new Set(found)];
}

function target(ref: ObjectRef, text: string, protocol: string | undefined): Target {
  return { text: `${text}${suffix(protocol)}`, namespace: ref.namespace ?? 'default' };
}

function suffix(protocol: string | undefined): string {
  return protocol === undefined || protocol === 'TCP' ? '' : `/${protocol}`;
}

function servicesOf(view: ClusterView): readonly { readonly ref: ObjectRef; readonly object: Service }[] {
  return view
    .list('Service')
    .filter(({ origin, object }) => origin.kind === 'manifest' && object.spec?.type !== 'ExternalName');
}

function hasService(
  view: ClusterView,
  namespace: string | undefined,
  labels: Readonly<Record<string, string>> = {},
): boolean {
  return servicesOf(view).some(({ ref, object }) => {
    const selector = object.spec?.selector ?? {};
    return ref.namespace === namespace && Object.keys(selector).length > 0 && selects(compileLabels(selector), labels);
  });
}
