import { type Cluster, podsOf } from '../../api/index.ts';
import { listeningOf } from '../../engine/control-plane/kubelet/index.ts';
import type { ClusterView, NamespacedRef, Resource, Service } from '../../engine/model/index.ts';
import { compareText, podIPs } from '../../engine/model/index.ts';
import { endsAt } from './answers.ts';
import type { Naming } from './naming.ts';

/** Something to connect to, as a sentence names it. */
export interface Target {
  readonly text: string;
  readonly namespace: string;
}

/** A port that the pods of a workload listen on, asked at their own addresses. */
export interface Listener extends Target {
  /** What `Answer.ends` is of a connection that gets there, or could but for a policy. */
  readonly ends: string;
}

/** Every port of the manifests' Services. */
export function serviceTargets({ view }: Cluster, naming: Naming): readonly Target[] {
  return servicesOf(view).flatMap(({ ref, object }) =>
    (object.spec.ports ?? []).map(({ port, protocol }) => ({
      text: `${naming.name(ref)}:${port}${suffix(protocol)}`,
      namespace: ref.namespace,
    })),
  );
}

/** Every port that a workload listens on, if its pods have addresses. */
export function listeners(cluster: Cluster, workloads: readonly NamespacedRef[], naming: Naming): readonly Listener[] {
  const { view } = cluster;
  return workloads.flatMap((ref) => {
    const running = podsOf(view, ref).filter(({ object }) => podIPs(object).length > 0);
    const all = running.flatMap(({ object }) => listeningOf(view.spec, object).listeners);
    const ports = new Map(all.map((each) => [`${each.port}${suffix(each.protocol)}`, each]));
    return [...ports]
      .sort(([a, one], [b, other]) => one.port - other.port || compareText(a, b))
      .map(([text, port]) => ({
        text: naming.workload(ref, text),
        namespace: ref.namespace,
        ends: endsAt(cluster, ref, port),
      }));
  });
}

/** The cluster's DNS, as a target. */
export function dnsTarget({ view }: Cluster): Target | undefined {
  const { serviceIP } = view.spec.dns;
  const service = view.list('Service').find(({ object }) => object.spec.clusterIP === serviceIP);
  if (service === undefined) return undefined;
  const { namespace, name } = service.ref;
  return { text: `${namespace}/${name}:53/UDP`, namespace };
}

/** The Services of the manifests; an alias of another name is none. */
export function servicesOf(view: ClusterView): readonly Resource<Service>[] {
  return view
    .list('Service')
    .filter(({ origin, object }) => origin.kind === 'manifest' && object.spec.type !== 'ExternalName');
}

/** What stands behind a port: nothing for TCP. */
export function suffix(protocol: string | undefined): string {
  return protocol === undefined || protocol === 'TCP' ? '' : `/${protocol}`;
}
