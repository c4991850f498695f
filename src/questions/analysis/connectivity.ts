import type {
  Address,
  AddressRange,
  Cidr,
  ClusterView,
  ExternalPeer,
  Family,
  Pod,
  PolicyEnforcement,
  RejectedObject,
  Resource,
  WorkloadPeer,
} from '../../engine/model/index.ts';
import {
  cidrOf,
  isFinished,
  namespaced,
  parseAddress,
  parseCidr,
  podIPs,
  usesHostNetwork,
} from '../../engine/model/index.ts';
import { compileForeign, type ForeignTable } from '../../engine/network/foreign/index.ts';
import type { PodAddresses, PolicyPeer, PolicyTable, PortSet, ReachEnd } from '../../engine/network/policy/index.ts';
import { compilePolicies, policyKinds, Reach } from '../../engine/network/policy/index.ts';
import { type PairDoubt, RejectedDoubts } from './rejected-doubts.ts';
import type { Workload } from './workloads.ts';
import { findWorkloads } from './workloads.ts';

/** One end of a row: a workload with the classes of its pods, or addresses outside with their ranges. */
export type End =
  | {
      readonly kind: 'workload';
      readonly workload: Workload;
      readonly peer: WorkloadPeer;
      readonly ends: readonly ReachEnd[];
    }
  | {
      readonly kind: 'outside';
      readonly addresses: readonly AddressRange[];
      readonly peer: ExternalPeer;
      readonly ends: readonly ReachEnd[];
    };

/**
 * What is taken to be known of the addresses of pods. `known`: a pod has the address that the cluster gave it; one that
 * does not run may get any of the pod CIDRs. `unknown`: any pod may have any address at all, as an analyzer of manifests has it.
 * A block matches a pod of unknown address where it holds all that the pod may have.
 */
export type PodAddressReading = 'known' | 'unknown';

type Remembered = WeakMap<ClusterView, { readonly rejected: readonly RejectedObject[]; readonly is: Connectivity }>;

const remembered: Readonly<Record<PodAddressReading, Remembered>> = { known: new WeakMap(), unknown: new WeakMap() };

/**
 * Who may reach whom in a cluster; worked out once for each cluster and reading, whoever asks. What was `rejected` may change
 * it once it is mended.
 */
export function connectivityOf(
  view: ClusterView,
  podAddresses: PodAddressReading = 'known',
  rejected: readonly RejectedObject[] = [],
): Connectivity {
  const known = remembered[podAddresses].get(view);
  if (known?.rejected.length === rejected.length && known.rejected.every((each, index) => each === rejected[index]))
    return known.is;
  const is = new Connectivity(view, podAddresses, rejected);
  remembered[podAddresses].set(view, { rejected, is });
  return is;
}

/**
 * Who may open connections to whom in a cluster, as its policies are written, whatever the plugin enforces. A workload
 * without pods is judged by its template.
 */
export class Connectivity {
  readonly view: ClusterView;
  readonly podAddresses: PodAddressReading;
  readonly table: PolicyTable;
  readonly foreign: ForeignTable;
  readonly rejected: RejectedDoubts;
  readonly reach: Reach;
  readonly workloads: readonly (End & { readonly kind: 'workload' })[];
  readonly sources: readonly (End & { readonly kind: 'outside' })[];
  readonly destinations: readonly (End & { readonly kind: 'outside' })[];
  /** The ranges of which a pod whose address is not known has one. */
  readonly podRanges: readonly Cidr[];
  readonly #addresses: PodAddresses;

  constructor(view: ClusterView, podAddresses: PodAddressReading, rejected: readonly RejectedObject[] = []) {
    const found = findWorkloads(view).map(asOrdinary);
    const ranges = view.spec.network.podCIDRs.flatMap((text) => parseCidr(text) ?? []);
    this.view = view;
    this.foreign = compileForeign(view);
    this.rejected = new RejectedDoubts(view, rejected);
    this.podAddresses = podAddresses;
    this.podRanges = podAddresses === 'known' ? ranges : ranges.map(({ family }) => cidrOf({ family, value: 0n }, 0));
    this.#addresses = {
      of: podAddresses === 'known' ? ({ object }) => podIPs(object) : () => [],
      ranges: this.podRanges,
    };
    this.table = compilePolicies(view, asWritten(view.spec.network.policies));
    const families = [...new Set(ranges.map(({ family }) => family))].sort();
    const pods = found.flatMap((workload) => workload.pods);
    this.reach = new Reach(this.table, { pods, families, addresses: this.#addresses });
    const unread = this.rejected.workloads.map((ref) => ({ ref: namespaced(ref), pods: [] }));
    this.workloads = [...found, ...unread].map((workload) => this.#workloadEnd(workload));
    this.sources = this.#outside('source');
    this.destinations = this.#outside('destination');
  }

  /** A pod as policies see it at the other end of a connection of a family; of its first one where that does not matter. */
  podPeer(pod: Resource<Pod>, family?: Family): PodPeer {
    const ip = this.#addresses.of(pod).find((text) => family === undefined || familyOf(text) === family);
    return ip === undefined ? { kind: 'pod', pod, ip: '', within: this.podRanges } : { kind: 'pod', pod, ip };
  }

  /** The ports that policies let some pod of one end open to some pod of the other. */
  between(from: End, to: End): PortSet {
    const { sets } = this.reach;
    let ports = sets.none;
    for (const source of from.ends) {
      for (const target of to.ends) ports = sets.union(ports, this.reach.between(source, target));
    }
    return ports;
  }

  /** Whether nobody can tell of some pair. */
  get isDoubted(): boolean {
    return this.foreign.acting.length > 0 || !this.rejected.isEmpty;
  }

  /** What may decide a connection between two ends otherwise than policies do; `ports` are those that policies allow. */
  doubtOf(from: End, to: End, ports: PortSet): PairDoubt | undefined {
    const doubt = this.doubtOn(workloadOf(from), workloadOf(to));
    return doubt !== undefined && (doubt.overrules || ports !== this.reach.sets.none) ? doubt : undefined;
  }

  /** The same between two workloads, where one of them may be none of the manifests. */
  doubtOn(from: Workload | undefined, to: Workload | undefined): PairDoubt | undefined {
    const doubt = this.foreign.onConnection(from?.pods ?? [], to?.pods ?? []);
    const known = doubt && { reason: doubt.reason, overrules: doubt.overrules, rule: doubt.object.rule };
    if (known?.overrules === true) return known;
    return this.rejected.on([from, to].flatMap((workload) => workload?.ref ?? [])) ?? known;
  }

  #workloadEnd(workload: Workload): End & { readonly kind: 'workload' } {
    const { kind, namespace, name } = workload.ref;
    const classes = new Set(workload.pods.flatMap((pod) => this.reach.classesOf(pod)));
    return {
      kind: 'workload',
      workload,
      peer: { kind: 'Workload', namespace, name, workloadKind: kind },
      ends: [...classes].map((index) => ({ kind: 'pods', class: index })),
    };
  }

  #outside(as: 'source' | 'destination'): readonly (End & { readonly kind: 'outside' })[] {
    const all = this.reach.outside(as);
    return this.reach.alike(as).map((ranges) => {
      const addresses = ranges.flatMap((range) => all[range] ?? []);
      return {
        kind: 'outside',
        addresses,
        peer: { kind: 'External', ranges: joinedRanges(addresses) },
        ends: ranges.map((range) => ({ kind: 'outside', range })),
      };
    });
  }
}

function workloadOf(end: End): Workload | undefined {
  return end.kind === 'workload' ? end.workload : undefined;
}

export type PodPeer = Extract<PolicyPeer, { kind: 'pod' }>;

function familyOf(text: string): Address['family'] | undefined {
  return parseAddress(text)?.family;
}

/** Every policy counts, whatever the plugin enforces; how `ipBlock` is read stays the plugin's. */
function asWritten(own: PolicyEnforcement): PolicyEnforcement {
  const { reading } = own;
  const isWhole = policyKinds.every((kind) => own.enforced.includes(kind));
  if (isWhole && reading.endPort && reading.duplicateNamedPort === 'resolve') return own;
  return { enforced: policyKinds, reading: { ...reading, endPort: true, duplicateNamedPort: 'resolve' } };
}

/** Policies are written as if every pod ran, and had a network of its own. */
function asOrdinary({ ref, pods }: Workload): Workload {
  return {
    ref,
    pods: pods.map((pod) => (usesHostNetwork(pod.object) || isFinished(pod.object) ? ordinary(pod) : pod)),
  };
}

function ordinary({ object, ...rest }: Resource<Pod>): Resource<Pod> {
  const { status: _, ...pod } = object;
  return { ...rest, object: { ...pod, spec: { ...pod.spec, hostNetwork: false } } };
}

/** Neighbours are written as one: `0.0.0.0-9.255.255.255`. */
export function joinedRanges(addresses: readonly AddressRange[]): readonly AddressRange[] {
  const joined: { family: Family; first: bigint; last: bigint }[] = [];
  for (const { family, first, last } of addresses) {
    const before = joined.at(-1);
    if (before !== undefined && before.family === family && before.last + 1n === first) before.last = last;
    else joined.push({ family, first, last });
  }
  return joined;
}
