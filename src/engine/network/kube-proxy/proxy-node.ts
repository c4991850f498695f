import type { Cidr, ClusterView, Family } from '../../model/index.ts';
import { contains, parseAddress, parseCidr } from '../../model/index.ts';
import type { Topology } from './categorize-endpoints.ts';
import { canonicalAddress } from './proxied-port.ts';

/** The label that names a node's zone. */
const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** A node as its kube-proxy knows it. */
export interface ProxyNode extends Topology {
  /** Whether kube-proxy runs there at all. */
  readonly proxied: boolean;
  /** Canonical; the first of each family is the primary one (the node IP). */
  readonly addresses: readonly string[];
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
    zone: node?.metadata?.labels?.[ZONE_LABEL] ?? machine?.labels[ZONE_LABEL] ?? '',
    addresses: addresses.flatMap((address) => canonicalAddress(address)?.text ?? []),
    podRange: podRanges(view, podCIDRs),
  };
}

/** The node's primary address of a family. */
export function primaryAddress(node: ProxyNode, family: Family): string | undefined {
  return node.addresses.find((address) => (address.includes(':') ? 6 : 4) === family);
}

/** Reports whether the kernel of the node counts the address as its own (`addrtype LOCAL`), loopback included. */
export function isLocalAddress(node: ProxyNode, address: string): boolean {
  return isLoopback(address) || node.addresses.includes(address);
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** Reports whether the source is a pod to kube-proxy; `undefined` where it cannot tell and so never asks. */
export function isPodSource(node: ProxyNode, source: string): boolean | undefined {
  const address = parseAddress(source);
  const range = address === undefined ? undefined : node.podRange[address.family];
  return range === undefined || address === undefined ? undefined : contains(range, address);
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
