import type { ClusterView } from './cluster-view.ts';
import type { Ingress } from './kubernetes.ts';
import type { Resource } from './resource.ts';

/** A host that an Ingress names, with the addresses that its controller published. */
export interface PublishedHost {
  readonly ingress: Resource<Ingress>;
  readonly addresses: readonly string[];
}

/**
 * The hosts, in lower case, of the Ingresses that have an address; `*.example.com` may be among them. Nameservers outside
 * the cluster know them as if external-dns ran, or somebody had made the records by hand: a modelling choice. Of several
 * Ingresses that name a host the first by namespace and name counts.
 *
 * https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/ingress/
 */
export function publishedHosts(view: ClusterView): ReadonlyMap<string, PublishedHost> {
  const hosts = new Map<string, PublishedHost>();
  for (const ingress of view.list('Ingress')) {
    const addresses = ingress.object.status?.loadBalancer?.ingress?.flatMap(({ ip }) => ip ?? []) ?? [];
    if (addresses.length === 0) continue;
    for (const { host = '' } of ingress.object.spec?.rules ?? []) {
      const name = host.toLowerCase();
      if (name !== '' && !hosts.has(name)) hosts.set(name, { ingress, addresses });
    }
  }
  return hosts;
}

/** Reports whether an Ingress names the host (in lower case), or a wildcard that covers it, whoever serves that. */
export function isIngressHost(view: ClusterView, host: string): boolean {
  const names = [host, wildcardFor(host)];
  return view.list('Ingress').some(({ object }) => object.spec?.rules?.some((rule) => names.includes(rule.host ?? '')));
}

/** The wildcard that covers a host: `*.foo.com` for `bar.foo.com`. */
export function wildcardFor(host: string): string {
  return host.replace(/^[^.]+/, '*');
}
