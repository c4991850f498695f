import type { Protocol } from './address.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Labels, Pod } from './kubernetes.ts';
import { targetOn } from './pod.ts';
import type { Resource } from './resource.ts';

/** A pod behind the cluster's DNS Service, and where it answers over one protocol. */
export interface DnsServer {
  readonly pod: Resource<Pod>;
  readonly port: number;
  readonly protocol: Protocol;
  /** By which the Service finds it. */
  readonly labels: Labels;
}

/** Where the DNS Service leads: one entry for each pod and protocol; none where the cluster has no DNS. */
export function dnsServers(view: ClusterView): readonly DnsServer[] {
  const { installed, name, namespace } = view.spec.dns;
  const { selector: labels, ports = [] } = (installed && view.get('Service', name, namespace)?.object.spec) || {};
  if (labels === undefined) return [];
  return view.labelled('Pod', namespace, labels).flatMap((pod) =>
    ports
      .filter(({ port }) => port === 53)
      .flatMap((port): DnsServer[] => {
        const target = targetOn(pod.object, port);
        const protocol = port.protocol as Protocol;
        return target === undefined ? [] : [{ pod, port: target, protocol, labels }];
      }),
  );
}
