import type { Address, Cidr, ClusterView } from '../../engine/model/index.ts';
import {
  addressOf,
  bitsOf,
  contains,
  formatAddress,
  NotModelled,
  parseAddress,
  parseCidr,
  podIPs,
  type SetupError,
  usesHostNetwork,
} from '../../engine/model/index.ts';
import type { Machine } from './machine.ts';

/** An address of an interface. */
export interface InterfaceAddress {
  readonly ip: string;
  readonly network: Cidr;
  /** Absent for IPv6; `0.0.0.0` prints where the network has no room for one. */
  readonly broadcast: string | undefined;
}

/** A network interface as ifconfig and ip show it. */
export interface Interface {
  readonly name: string;
  readonly mtu: number;
  /** Absent for the loopback interface. */
  readonly mac: string | undefined;
  readonly addresses: readonly InterfaceAddress[];
}

/** How a plugin wires a pod: the network of its address, and the way out. */
export type Wiring = 'bridge' | 'point-to-point' | 'host-route' | 'other';

const WIRINGS: Readonly<Record<string, Wiring>> = {
  bridge: 'bridge',
  flannel: 'bridge',
  kubenet: 'bridge',
  kubeadm: 'bridge',
  'kube-router': 'bridge',
  antrea: 'bridge',
  kindnet: 'point-to-point',
  calico: 'host-route',
  'aws-vpc-cni': 'host-route',
};

/** The bridge of each node, by plugin. */
const BRIDGES: Readonly<Record<string, string>> = { bridge: 'docker0', flannel: 'cni0', kubenet: 'cbr0' };

/** How the cluster's plugin wires pods; `other` is outside the model. */
export function wiringOf(view: ClusterView): Wiring {
  return WIRINGS[view.spec.network.plugin] ?? 'other';
}

/**
 * The interfaces of a machine: `lo` and `eth0` of a pod, `lo` and the pods' bridge of a node. The MAC is that of the
 * docker bridge, 02:42 and the address, or of the CNI bridge plugin, 0a:58 and the address (containernetworking/plugins
 * pkg/utils/hwaddr up to 0.8); a plugin that lets the kernel pick one at random gets the second as well.
 */
export function interfacesOf({ view, client }: Machine): readonly Interface[] {
  if (client.kind === 'external')
    throw new NotModelled('the interfaces of a client outside the cluster are not modelled');
  if (client.kind === 'node') return [loopback([]), ...bridgeOf(view, client.node.ref.name)];
  const { object } = client.pod;
  if (usesHostNetwork(object)) throw new NotModelled("the pod has its node's interfaces, which are not modelled");
  const ips = podIPs(object);
  if (wiringOf(view) === 'other') {
    throw new NotModelled(`the interfaces that the plugin ${view.spec.network.plugin} makes are not modelled`);
  }
  const addresses = ips.map((ip) => addressIn(ip, networkOf(view, object.spec.nodeName ?? '', ip)));
  return [loopback(ips), { name: 'eth0', mtu: view.spec.network.mtu, mac: macOf(view, ips[0] ?? ''), addresses }];
}

/** Finds an interface by name; `undefined` for one that the machine does not have. */
export function interfaceNamed(machine: Machine, name: string): Interface | undefined {
  const all = interfacesOf(machine);
  const found = all.find((each) => each.name === name);
  if (found === undefined && machine.client.kind === 'node') throw unknownOnNode(all);
  return found;
}

/** A machine has more interfaces than those that the model knows, so none of its lists is whole. */
export function unknownOnNode(known: readonly Interface[]): SetupError {
  return new NotModelled("a node's interfaces are not all modelled", {
    hint: `name one of: ${known.map(({ name }) => name).join(', ')}`,
  });
}

function loopback(ips: readonly string[]): Interface {
  const four = addressIn('127.0.0.1', cidr('127.0.0.0/8'));
  const six = ips.some((ip) => ip.includes(':')) ? [addressIn('::1', cidr('::1/128'))] : [];
  return { name: 'lo', mtu: 65536, mac: undefined, addresses: [{ ...four, broadcast: undefined }, ...six] };
}

function bridgeOf(view: ClusterView, node: string): readonly Interface[] {
  const name = BRIDGES[view.spec.network.plugin];
  const ranges = nodeRanges(view, node);
  if (name === undefined || ranges.length === 0) return [];
  const addresses = ranges.map((range) => addressIn(gatewayIn(range), range));
  return [{ name, mtu: view.spec.network.mtu, mac: macOf(view, addresses[0]?.ip ?? ''), addresses }];
}

/** The bridge, or the node's end of the pods' links, has the first address of the node's range. */
export function gatewayIn(range: Cidr): string {
  return formatAddress({ family: range.family, value: range.first + 1n });
}

/** The network that a pod takes its address for a part of. */
function networkOf(view: ClusterView, node: string, ip: string): Cidr {
  const address = parsed(ip);
  const own: Cidr = {
    family: address.family,
    first: address.value,
    last: address.value,
    prefix: bitsOf(address.family),
  };
  if (wiringOf(view) === 'host-route') return own;
  return nodeRanges(view, node).find((range) => contains(range, address)) ?? own;
}

function nodeRanges(view: ClusterView, node: string): readonly Cidr[] {
  const spec = view.get('Node', node)?.object.spec;
  const texts = spec?.podCIDRs ?? (spec?.podCIDR === undefined ? [] : [spec.podCIDR]);
  return texts.flatMap((text) => parseCidr(text) ?? []);
}

function addressIn(ip: string, network: Cidr): InterfaceAddress {
  if (network.family === 6) return { ip, network, broadcast: undefined };
  const isSingle = network.prefix === 32;
  return { ip, network, broadcast: isSingle ? '0.0.0.0' : formatAddress({ family: 4, value: network.last }) };
}

function macOf({ spec }: ClusterView, ip: string): string {
  const prefix = spec.network.plugin === 'bridge' || spec.network.allocator === 'lowest-free' ? '02:42' : '0a:58';
  const low = (parsed(ip).value & 0xffffffffn).toString(16).padStart(8, '0');
  return `${prefix}:${low.match(/../g)?.join(':') ?? ''}`;
}

/** The netmask of an IPv4 network: `255.255.0.0`. */
export function netmaskOf(network: Cidr): string {
  const size = network.last - network.first;
  return formatAddress({ family: 4, value: 0xffffffffn - size });
}

function parsed(ip: string): Address {
  return parseAddress(ip) ?? addressOf(4, 0n);
}

function cidr(text: string): Cidr {
  return parseCidr(text) ?? { family: 4, first: 0n, last: 0n, prefix: 32 };
}
