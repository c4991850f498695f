import type { ClusterView, NodeSpec, Pod, Resource } from '../../model/index.ts';
import { podIPs, usesHostNetwork } from '../../model/index.ts';
import { hostnameOf } from './hostname.ts';

/** One line of a hosts file: an address, and the names that stand for it. */
export interface HostsEntry {
  readonly ip: string;
  readonly names: readonly string[];
}

const HEADER = '# Kubernetes-managed hosts file.\n';
const HOST_NETWORK_HEADER = '# Kubernetes-managed hosts file (host network).\n';

const LOCAL_NAMES = [
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::0\tip6-localnet',
  'fe00::0\tip6-mcastprefix',
  'fe00::1\tip6-allnodes',
  'fe00::2\tip6-allrouters',
];

/**
 * The /etc/hosts that the kubelet writes for a pod; empty before the pod has an address. On the host network it is the
 * node's own file, which is taken to hold `localhost` and the node's name.
 *
 * kubernetes pkg/kubelet/kubelet_pods.go managedHostsFileContent, nodeHostsFileContent.
 */
export function hostsFile(view: ClusterView, pod: Resource<Pod>): string {
  const aliases = aliasLines(pod.object);
  if (usesHostNetwork(pod.object)) {
    const node = view.nodeSpec(pod.object.spec.nodeName ?? '');
    return HOST_NETWORK_HEADER + (node === undefined ? localLines() : nodeHostsFile(node)) + aliases;
  }
  const ips = podIPs(pod.object);
  if (ips.length === 0) return '';
  const { hostname, domain, fqdn } = hostnameOf(view, pod);
  const names = domain === undefined ? hostname : `${fqdn}\t${hostname}`;
  return HEADER + linesOf([...LOCAL_NAMES, ...ips.map((ip) => `${ip}\t${names}`)]) + aliases;
}

/** The hosts file of a machine: `localhost` and its own name. */
export function nodeHostsFile(node: NodeSpec): string {
  return localLines() + linesOf(node.addresses.map((ip) => `${ip}\t${node.name}`));
}

/** Reads a hosts file; what follows `#` is a comment, and names count without regard to case. */
export function parseHosts(text: string): readonly HostsEntry[] {
  return text.split('\n').flatMap((line) => {
    const [ip = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return names.length === 0 ? [] : [{ ip, names: names.map((name) => name.toLowerCase()) }];
  });
}

function localLines(): string {
  return linesOf(LOCAL_NAMES.slice(0, 2));
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function aliasLines(pod: Pod): string {
  const aliases = pod.spec.hostAliases ?? [];
  if (aliases.length === 0) return '';
  const lines = aliases.map(({ ip, hostnames }) => [ip ?? '', ...(hostnames ?? [])].join('\t'));
  return linesOf(['', '# Entries added by HostAliases.', ...lines]);
}
