import type {
  Address,
  ClusterView,
  Container,
  Family,
  NodeSpec,
  Pod,
  ResolvConf,
  Resource,
} from '../../model/index.ts';
import { parseAddress, parseCidr, podAddresses, usesHostNetwork } from '../../model/index.ts';
import type { HostsEntry } from './hosts-file.ts';
import { hostsFile, nodeHostsFile, parseHosts } from './hosts-file.ts';
import type { Libc } from './libc-of.ts';
import { libcOf } from './libc-of.ts';
import { nodeResolvConf, resolvConf } from './resolv-conf.ts';

/** Whoever resolves names: its C library, the two files that it reads, and the families of its own addresses. */
export interface ResolverClient {
  readonly libc: Libc;
  readonly resolvConf: ResolvConf;
  readonly hosts: readonly HostsEntry[];
  readonly families: readonly Family[];
  /** Where the resolv.conf of a pod comes from, where that is not the cluster's. */
  readonly origin?: string;
}

/** The resolver of a container; its image tells the C library. Without `container` it is the first one's. */
export function podResolver(
  view: ClusterView,
  pod: Resource<Pod>,
  container: Container | undefined = pod.object.spec.containers[0],
): ResolverClient {
  return {
    libc: libcOf(container?.image ?? ''),
    resolvConf: resolvConf(view, pod),
    hosts: parseHosts(hostsFile(view, pod)),
    families: familiesOfPod(view, pod.object),
    ...originOf(pod.object),
  };
}

/** The resolver of a process on a machine, which knows nothing of the cluster's DNS unless its resolv.conf does. */
export function nodeResolver(view: ClusterView, node: NodeSpec): ResolverClient {
  return {
    libc: 'glibc',
    resolvConf: nodeResolvConf(view),
    hosts: parseHosts(nodeHostsFile(node)),
    families: familiesOf(addressesOf(node)),
  };
}

/** kubernetes pkg/kubelet/network/dns/dns.go getPodDNSType: ClusterFirst on the host network is Default. */
function originOf({ spec }: Pod): Pick<ResolverClient, 'origin'> {
  const policy = spec.dnsPolicy ?? 'ClusterFirst';
  if (policy === 'None') return { origin: 'its own dnsConfig (dnsPolicy None)' };
  if (policy === 'Default') return { origin: "the node's resolv.conf (dnsPolicy Default)" };
  if (policy !== 'ClusterFirst' || spec.hostNetwork !== true) return {};
  return { origin: "the node's resolv.conf (dnsPolicy ClusterFirst on the host network)" };
}

function familiesOfPod(view: ClusterView, pod: Pod): readonly Family[] {
  const node = usesHostNetwork(pod) ? view.nodeSpec(pod.spec.nodeName ?? '') : undefined;
  const families = familiesOf(node === undefined ? podAddresses(pod) : addressesOf(node));
  if (families.length > 0) return families;
  return view.spec.network.podCIDRs.flatMap((cidr) => parseCidr(cidr)?.family ?? []);
}

function addressesOf(node: NodeSpec): readonly Address[] {
  return node.addresses.flatMap((ip) => parseAddress(ip) ?? []);
}

function familiesOf(addresses: readonly Address[]): readonly Family[] {
  return [...new Set(addresses.map(({ family }) => family))];
}
