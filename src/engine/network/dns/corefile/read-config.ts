import type { ClusterView } from '../../../model/index.ts';
import { compareText, coreDnsName, linearRegExp } from '../../../model/index.ts';
import type { ConfigText } from './config-text.ts';
import { builtinText, configMapText } from './config-text.ts';
import { defaultCorefile } from './default-corefiles.ts';
import type { Imports } from './imports.ts';
import type { ParsedCorefile } from './parse-corefile.ts';
import { parseCorefile } from './parse-corefile.ts';

/** What AKS and K3s mount beside the Corefile, where it is there. */
export const CUSTOM_CONFIG = 'coredns-custom';

/** The configuration of the server, and the files that lie beside it. */
export interface CorefileConfig {
  readonly parsed: ParsedCorefile;
  readonly files: Imports;
  /** Whether the Corefile imports files of ConfigMap coredns-custom. */
  readonly readsCustom: boolean;
}

/**
 * Reads the Corefile of the server's ConfigMap, with what it imports of its own keys and of ConfigMap coredns-custom;
 * without one, the Corefile that whoever installs the cluster writes.
 */
export function readCorefile(view: ClusterView): CorefileConfig {
  const map = view.get('ConfigMap', coreDnsName(view.spec.dns), view.spec.dns.namespace);
  const written = map?.object.data?.['Corefile'] !== undefined;
  const source =
    map !== undefined && written
      ? configMapText(view, map, 'Corefile')
      : builtinText('Corefile', defaultCorefile(view.spec.dns));
  const read = new Set<string>();
  const files = filesOf(view, read);
  const parsed = parseCorefile(source, files);
  return { parsed, files, readsCustom: read.has(CUSTOM_CONFIG) };
}

/** Relative patterns start at the folder of the Corefile; one without a wildcard names a file that must be there. */
function filesOf(view: ClusterView, read: Set<string>): Imports {
  const { dns } = view.spec;
  // The folders that the ConfigMaps are mounted at (kubeadm, AKS, K3s).
  const folders = new Map([
    ['/etc/coredns', coreDnsName(dns)],
    ['/etc/coredns/custom', CUSTOM_CONFIG],
  ]);
  return (pattern) => {
    const path = pattern.startsWith('/') ? pattern : `/etc/coredns/${pattern.replace(/^\.\//, '')}`;
    const slash = path.lastIndexOf('/');
    const folder = folders.get(path.slice(0, slash));
    if (folder === undefined) return undefined;
    read.add(folder);
    const map = view.get('ConfigMap', folder, dns.namespace);
    const names = Object.keys(map?.object.data ?? {}).sort(compareText);
    const matching = names.filter((name) => matchesGlob(path.slice(slash + 1), name));
    if (map !== undefined && matching.length > 0) return matching.map((name) => configMapText(view, map, name));
    if (dns.corefile === 'k3s' && path === NODE_HOSTS) return [nodeHosts(view)];
    return /[*?]/.test(pattern) ? [] : undefined;
  };
}

const NODE_HOSTS = '/etc/coredns/NodeHosts';

/** The names of the machines, which K3s keeps in ConfigMap coredns (k3s pkg/node/controller.go updateCoreDNSConfigMap). */
function nodeHosts({ spec }: ClusterView): ConfigText {
  const lines = spec.nodes.map(({ name, addresses }) => `${addresses[0] ?? ''} ${name}\n`);
  return builtinText('NodeHosts', lines.join(''));
}

function matchesGlob(pattern: string, name: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return linearRegExp(`^(?:${source})$`)?.exec(name) !== undefined;
}
