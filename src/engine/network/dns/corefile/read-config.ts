import type { ClusterView, DnsSpec } from '../../../model/index.ts';
import { compareText } from '../../../model/index.ts';
import { builtinText, configMapText } from './config-text.ts';
import type { Imports } from './imports.ts';
import type { ParsedCorefile } from './parse-corefile.ts';
import { parseCorefile } from './parse-corefile.ts';

/** The ConfigMaps that hold the files of CoreDNS, by the folder that they are mounted at (kubeadm, AKS, k3s). */
const FOLDERS: Readonly<Record<string, string>> = {
  '/etc/coredns': 'coredns',
  '/etc/coredns/custom': 'coredns-custom',
};

/** The configuration of the server, and the files that lie beside it. */
export interface CorefileConfig {
  readonly parsed: ParsedCorefile;
  readonly files: Imports;
}

/**
 * Reads the Corefile of ConfigMap kube-system/coredns, with what ConfigMap coredns-custom adds to it; without one, the
 * Corefile that kubeadm writes for the cluster's settings.
 */
export function readCorefile(view: ClusterView): CorefileConfig {
  const map = view.get('ConfigMap', 'coredns', 'kube-system');
  const written = map?.object.data?.['Corefile'] !== undefined;
  const source =
    map !== undefined && written
      ? configMapText(view, map, 'Corefile')
      : builtinText('Corefile', kubeadmCorefile(view.spec.dns));
  const files = filesOf(view);
  return { parsed: parseCorefile(source, files), files };
}

/** The Corefile of kubeadm (cmd/kubeadm/app/phases/addons/dns/manifests.go), with the imports of AKS and k3s. */
export function kubeadmCorefile({ domain, pods }: DnsSpec): string {
  return `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes ${domain} in-addr.arpa ip6.arpa {
       pods ${pods}
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
    import custom/*.override
}
import custom/*.server
`;
}

/** Relative patterns start at the folder of the Corefile; one without a wildcard names a file that must be there. */
function filesOf(view: ClusterView): Imports {
  return (pattern) => {
    const path = pattern.startsWith('/') ? pattern : `/etc/coredns/${pattern.replace(/^\.\//, '')}`;
    const slash = path.lastIndexOf('/');
    const folder = FOLDERS[path.slice(0, slash)];
    if (folder === undefined) return undefined;
    const map = view.get('ConfigMap', folder, 'kube-system');
    const names = Object.keys(map?.object.data ?? {}).sort(compareText);
    const matching = names.filter((name) => matchesGlob(path.slice(slash + 1), name));
    if (map === undefined || matching.length === 0) return /[*?]/.test(pattern) ? [] : undefined;
    return matching.map((name) => configMapText(view, map, name));
  };
}

function matchesGlob(pattern: string, name: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name);
}
