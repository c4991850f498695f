import type {
  AddressRange,
  Cidr,
  ClusterView,
  ExternalPeer,
  Family,
  Pod,
  PolicyEnforcement,
  Resource,
  WorkloadPeer,
} from '../../engine/model/index.ts';
import { cidrOf, isFinished, parseCidr, usesHostNetwork } from '../../engine/model/index.ts';
import type { PolicyTable, PortSet, ReachEnd } from '../../engine/network/policy/index.ts';
import { compilePolicies, Reach } from '../../engine/network/policy/index.ts';
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
 * Who may open connections to whom in a cluster, as its policies are written. It is the same whichever pods happen to
 * run, and where: a workload without pods is judged by its template, and no pod's address is known.
 */
export class Connectivity {
  readonly view: ClusterView;
  readonly table: PolicyTable;
  readonly reach: Reach;
  readonly workloads: readonly (End & { readonly kind: 'workload' })[];
  readonly sources: readonly (End & { readonly kind: 'outside' })[];
  readonly destinations: readonly (End & { readonly kind: 'outside' })[];
  /** The addresses that pods may have. */
  readonly podRanges: readonly Cidr[];

  constructor(view: ClusterView) {
    const found = findWorkloads(view).map(asOrdinary);
    this.view = view;
    this.podRanges = podRangesOf(view);
    this.table = compilePolicies(view, asWritten(view.spec.network.policies)).table;
    const families = [...new Set(view.spec.network.podCIDRs.flatMap((text) => parseCidr(text)?.family ?? []))].sort();
    const pods = found.flatMap((workload) => workload.pods);
    this.reach = new Reach(this.table, { pods, families, podRanges: this.podRanges });
    this.workloads = found.map((workload) => this.#workloadEnd(workload));
    this.sources = this.#outside('source');
    this.destinations = this.#outside('destination');
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

  #workloadEnd(workload: Workload): End & { readonly kind: 'workload' } {
    const { kind, namespace, name } = workload.ref;
    const classes = new Set(workload.pods.map((pod) => this.reach.classOf(pod)));
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

/** Every policy counts, whatever the plugin enforces; how `ipBlock` is read stays the plugin's. */
function asWritten(plugin: PolicyEnforcement): PolicyEnforcement {
  const everything = { networkPolicy: true, adminNetworkPolicy: true, clusterNetworkPolicy: true } as const;
  return { ...plugin, ...everything, endPort: true, duplicateNamedPort: 'resolve' };
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
  return { ...rest, object: { ...pod, spec: { containers: [], ...pod.spec, hostNetwork: false } } };
}

/**
 * Where the manifests' author named a cluster, its pod CIDRs; in the default cluster, which is made up, pods may have
 * any address.
 */
function podRangesOf({ spec }: ClusterView): readonly Cidr[] {
  const ranges = spec.network.podCIDRs.flatMap((text) => parseCidr(text) ?? []);
  return spec.name === 'default' ? ranges.map(({ family }) => cidrOf({ family, value: 0n }, 0)) : ranges;
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
