import type { Address, Cidr, ClusterView, Family } from '../../model/index.ts';
import { contains, isLoopback, nodeSourceAddresses, parseAddress, parseCidr, sameAddress } from '../../model/index.ts';
import type { Topology } from './categorize-endpoints.ts';

/** The label that names a node's zone. */
const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** A node as its kube-proxy knows it. */
export interface ProxyNode extends Topology {
  /** Whether kube-proxy runs there at all. */
  readonly proxied: boolean;
  /** The first of each family is the primary one (the node IP). */
  readonly addresses: readonly Address[];
  /** For each family, the block that tells pods from others; `undefined` where kube-proxy cannot tell. */
  readonly podRange: Readonly<Record<Family, Cidr | undefined>>;
}

/** The node of that name, from its Node object and the machine behind it; `undefined` for a name that is neither. */
export function proxyNode(view: ClusterView, name: string): ProxyNode | undefined {
  const machine = view.nodeSpec(name);
  const node = view.get('Node', name)?.object;
  if (machine === undefined && node === undefined) return undefined;
  const addresses = machine?.addresses ?? statusAddresses(node?.status?.addresses ?? []);
  const assigned = node?.spec?.podCIDR === undefined ? machine?.podCIDRs : [node.spec.podCIDR];
  const podCIDRs = node?.spec?.podCIDRs ?? assigned ?? [];
  return {
    name,
    proxied: machine?.kubeProxy ?? true,
    zone: node?.metadata.labels?.[ZONE_LABEL] ?? machine?.labels[ZONE_LABEL] ?? '',
    addresses: [...addresses.flatMap((address) => parseAddress(address) ?? []), ...addressesInBlock(view, name)],
    podRange: podRanges(view, podCIDRs),
  };
}

/** The kernel counts the addresses of all interfaces as local, those that lead to pods among them. */
function addressesInBlock(view: ClusterView, name: string): readonly Address[] {
  return [...nodeSourceAddresses(view, name, 'ownPods'), ...nodeSourceAddresses(view, name, 'otherPods')];
}

/** The node's primary address of a family. */
export function primaryAddress(node: ProxyNode, family: Family): Address | undefined {
  return node.addresses.find((address) => address.family === family);
}

/** Reports whether the kernel of the node counts the address as its own (`addrtype LOCAL`), loopback included. */
export function isLocalAddress(node: ProxyNode, address: Address): boolean {
  return isLoopback(address) || node.addresses.some((own) => sameAddress(own, address));
}

/** Reports whether the source is a pod to kube-proxy; `undefined` where it cannot tell and so never asks. */
export function isPodSource(node: ProxyNode, source: Address): boolean | undefined {
  const range = node.podRange[source.family];
  return range === undefined ? undefined : contains(range, source);
}

function statusAddresses(addresses: readonly { readonly type: string; readonly address: string }[]): readonly string[] {
  return addresses.filter(({ type }) => type === 'InternalIP').map(({ address }) => address);
}

/** The first CIDR of each family counts (getLocalDetectors in kubernetes cmd/kube-proxy/app/server_linux.go). */
function podRanges(view: ClusterView, podCIDRs: readonly string[]): Readonly<Record<Family, Cidr | undefined>> {
  const texts = { ClusterCIDR: view.spec.network.podCIDRs, NodeCIDR: podCIDRs, None: [] }[
    view.spec.proxy.detectLocalMode
  ];
  const ranges = texts.flatMap((text) => parseCidr(text) ?? []);
  return { 4: ranges.find(({ family }) => family === 4), 6: ranges.find(({ family }) => family === 6) };
}
