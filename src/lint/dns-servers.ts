import type { Labels, Pod, Protocol, Resource } from '../model/index.ts';
import { podIPs } from '../model/index.ts';
import type { Scene } from './scene.ts';
import { targetOn } from './scene.ts';

/** One address of a pod behind the cluster's DNS Service, and where it answers over one protocol. */
export interface DnsServer {
  readonly pod: Resource<Pod>;
  readonly ip: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** By which the Service finds it. */
  readonly labels: Labels;
}

/** Where the DNS Service leads: one entry for each pod, address and protocol. */
export function dnsServers({ view }: Scene): readonly DnsServer[] {
  const { installed, name } = view.spec.dns;
  const service = installed ? view.get('Service', name, 'kube-system') : undefined;
  const labels = service?.object.spec?.selector;
  if (labels === undefined) return [];
  return view.labelled('Pod', 'kube-system', labels).flatMap((pod) =>
    podIPs(pod.object).flatMap((ip) =>
      (service?.object.spec?.ports ?? [])
        .filter(({ port }) => port === 53)
        .flatMap((port): DnsServer[] => {
          const target = targetOn(pod.object, port);
          const protocol = (port.protocol ?? 'TCP') as Protocol;
          return target === undefined ? [] : [{ pod, ip, port: target, protocol, labels }];
        }),
    ),
  );
}
