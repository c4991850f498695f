import type { Cidr, ClusterView, Pod, Resource } from '../../model/index.ts';
import {
  CurlewDefect,
  formatAddress,
  formatCidr,
  isFinished,
  parseAddress,
  parseCidr,
  podIPs,
  usesHostNetwork,
} from '../../model/index.ts';
import type { AddressRange } from './address-range.ts';
import { addressRange, capacityOf, formatRange, inRange, lowestFree, nextAfter } from './address-range.ts';

/** Addresses for one pod, or why there are none. */
export type Allotment =
  | { readonly addresses: readonly string[] }
  | { readonly addresses: readonly []; readonly failure: { readonly code: string; readonly message: string } };

interface OpenRange {
  readonly key: string;
  readonly range: AddressRange;
  readonly taken: Set<bigint>;
}

/** The ranges that the nodes give addresses from during one run; each node's are opened when its first pod asks. */
export class NodeRanges {
  readonly #view: ClusterView;
  readonly #lastReserved: Map<string, bigint>;
  readonly #podsByNode = new Map<string, Resource<Pod>[]>();
  readonly #open = new Map<string, readonly OpenRange[] | Allotment>();

  /** `lastReserved` is kept up to date; `pods` are those that may hold addresses already. */
  constructor(view: ClusterView, pods: readonly Resource<Pod>[], lastReserved: Map<string, bigint>) {
    this.#view = view;
    this.#lastReserved = lastReserved;
    for (const pod of pods) {
      if (isFinished(pod.object) || usesHostNetwork(pod.object)) continue;
      const node = pod.object.spec.nodeName ?? '';
      const sharing = this.#podsByNode.get(node);
      if (sharing === undefined) this.#podsByNode.set(node, [pod]);
      else sharing.push(pod);
    }
  }

  /** One address out of each range of the node. Where one range is used up, none is taken from the others. */
  take(node: string): Allotment {
    const ranges = this.#rangesOf(node);
    if ('addresses' in ranges) return ranges;
    for (const [index, { range, taken }] of ranges.entries()) {
      if (BigInt(taken.size) >= capacityOf(range)) return noneLeft(index, range);
    }
    return { addresses: ranges.map((range) => this.#takeFrom(range)) };
  }

  #takeFrom({ key, range, taken }: OpenRange): string {
    const value =
      this.#view.spec.network.allocator === 'host-local'
        ? nextAfter(range, taken, this.#lastReserved.get(key))
        : lowestFree(range, taken);
    if (value === undefined) throw new CurlewDefect(`${key} is full with ${taken.size} addresses`);
    taken.add(value);
    this.#lastReserved.set(key, value);
    return formatAddress({ family: range.cidr.family, value });
  }

  #rangesOf(node: string): readonly OpenRange[] | Allotment {
    const open = this.#open.get(node) ?? this.#openRanges(node);
    this.#open.set(node, open);
    return open;
  }

  #openRanges(node: string): readonly OpenRange[] | Allotment {
    const spec = this.#view.get('Node', node)?.object.spec;
    const cidrs = spec?.podCIDRs ?? (spec?.podCIDR === undefined ? [] : [spec.podCIDR]);
    const { plugin, nodeSource } = this.#view.spec.network;
    const keeps = Object.values(nodeSource).includes('management') ? 'management' : 'gateway';
    if (cidrs.length === 0 || plugin === 'none') return noNetwork(plugin);
    const ranges: OpenRange[] = [];
    for (const cidr of cidrs.flatMap((text) => parseCidr(text) ?? [])) {
      const range = addressRange(cidr, keeps);
      if (range === undefined) return tooSmall(cidr);
      ranges.push({ key: `${node} ${formatCidr(cidr)}`, range, taken: this.#takenIn(node, range) });
    }
    return ranges;
  }

  #takenIn(node: string, range: AddressRange): Set<bigint> {
    const addresses = (this.#podsByNode.get(node) ?? []).flatMap((pod) => podIPs(pod.object));
    const parsed = addresses.flatMap((text) => parseAddress(text) ?? []);
    return new Set(parsed.filter((address) => inRange(range, address)).map((address) => address.value));
  }
}

function failure(code: string, message: string): Allotment {
  return { addresses: [], failure: { code, message } };
}

function noneLeft(index: number, range: AddressRange): Allotment {
  const message = `failed to allocate for range ${index}: no IP addresses available in range set: ${formatRange(range)}`;
  return failure('pod-addresses-exhausted', message);
}

function tooSmall(cidr: Cidr): Allotment {
  return failure('pod-cidr-too-small', `Network ${formatCidr(cidr)} too small to allocate from`);
}

/** flannel's plugin misses the file that its daemon writes; other plugins leave the node's network not ready. */
function noNetwork(plugin: string): Allotment {
  const message =
    plugin === 'flannel'
      ? 'loadFlannelSubnetEnv failed: open /run/flannel/subnet.env: no such file or directory'
      : 'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';
  return failure('pod-network-not-ready', message);
}
