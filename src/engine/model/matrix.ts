import type { AddressRange, Protocol } from './address.ts';
import type { PortRange } from './cluster-spec.ts';
import type { RuleRef } from './decision.ts';

/** A workload, by the top-most owner of its pods. */
export interface WorkloadPeer {
  readonly kind: 'Workload';
  readonly namespace: string;
  readonly name: string;
  readonly workloadKind: string;
}

/** Addresses outside the cluster that policies treat alike, in order, IPv4 first; ranges that touch are one. */
export interface ExternalPeer {
  readonly kind: 'External';
  readonly ranges: readonly AddressRange[];
}

export type MatrixPeer = WorkloadPeer | ExternalPeer;

/** Ports of one protocol, in order and apart. */
export interface PortRanges {
  readonly protocol: Protocol;
  readonly ranges: readonly PortRange[];
}

/** Prints `80`, or `8000-8999`. */
export function formatPortRange({ from, to }: PortRange): string {
  return from === to ? `${from}` : `${from}-${to}`;
}

/** Prints `80,443,8000-8999`. */
export function formatPortRanges({ ranges }: PortRanges): string {
  return ranges.map(formatPortRange).join(',');
}

/** Whether these are all the ports that the protocol has. */
export function isEveryPort({ ranges: [only, ...others] }: PortRanges): boolean {
  return others.length === 0 && only?.from === 1 && only.to === 65_535;
}

/** What one peer may open to another. TCP comes before UDP and SCTP; a protocol without ports is left out. */
export interface MatrixConnection {
  readonly from: MatrixPeer;
  readonly to: MatrixPeer;
  readonly allowed: readonly PortRanges[];
  /** Only where an explanation was asked for; all ports are explained, those that are denied too. */
  readonly because?: readonly PortsExplained[];
}

/** Why some ports are open or closed: what decides at the source (egress) and at the destination (ingress). */
export interface PortsExplained {
  readonly ports: readonly PortRanges[];
  readonly allowed: boolean;
  readonly egress: SideExplained;
  readonly ingress: SideExplained;
}

/** One side's verdict: the code of the policy engine, or `outside` where no policy is asked. */
export interface SideExplained {
  readonly code: string;
  readonly text: string;
  /** The rule that decides, or every policy that isolates. */
  readonly rules: readonly RuleRef[];
  /** The rules that passed the decision on to it, in the order in which they were asked; absent where none did. */
  readonly passedBy?: readonly RuleRef[];
}

/** A way into the cluster that a Service or an Ingress opens. */
export interface MatrixExposure {
  /** `Other`: an object that is not modelled; nobody knows by which address. */
  readonly via: 'NodePort' | 'LoadBalancer' | 'ExternalIP' | 'Ingress' | 'Other';
  /** `Service shop/web`, with its place. */
  readonly by: RuleRef;
  /** What the client addresses: `*:30080`, `203.0.113.7:443`, `shop.example.com/cart`. */
  readonly address: string;
  readonly protocol: Protocol;
  /** The workload behind it, and the port of its pods. */
  readonly to: WorkloadPeer;
  readonly port: number;
  /**
   * Whether policies let that traffic in: from everywhere, from some addresses or nodes, only what enters the cluster at
   * the pod's own node (which no policy keeps out), or not at all; `unknown` where something that is not modelled may decide.
   */
  readonly permitted: 'all' | 'some' | 'own-node' | 'none' | 'unknown';
}

/** A pair of which nobody can tell what it may open: something that is not modelled may decide otherwise than policies. */
export interface UnknownConnection {
  readonly from: MatrixPeer;
  readonly to: MatrixPeer;
  readonly because: Doubted;
}

/** The object that may decide, and what it may do. */
export interface Doubted {
  readonly code: string;
  readonly text: string;
  /** Absent for an object that is rejected, and says no name. */
  readonly rule?: RuleRef;
}

/** A way in that a change opens or shuts, or that it makes wider or narrower. */
export interface ExposureChange extends Omit<MatrixExposure, 'permitted'> {
  /** Whom policies let in by it; `none` where there is no such way, too. */
  readonly before: MatrixExposure['permitted'];
  readonly after: MatrixExposure['permitted'];
}

/** Who may reach whom. */
export interface Matrix {
  readonly connections: readonly MatrixConnection[];
  /** Pairs that stand in no other list, since nobody can tell; absent where there are none. */
  readonly unknown?: readonly UnknownConnection[];
  /** Pairs without any connection; only where an explanation was asked for. */
  readonly denied?: readonly MatrixConnection[];
  /** Only where it was asked for. */
  readonly exposure?: readonly MatrixExposure[];
}

/** One pair of peers that a change gives more, less, or other ports. */
export interface ConnectionChange {
  readonly from: MatrixPeer;
  readonly to: MatrixPeer;
  readonly before: readonly PortRanges[];
  readonly after: readonly PortRanges[];
  /** Ports that only the new side allows, and those that only the old one does. */
  readonly opened: readonly PortRanges[];
  readonly closed: readonly PortRanges[];
  /** Whether an end of it is new, or gone. */
  readonly workload?: 'added' | 'removed';
  readonly because: readonly PortsCompared[];
}

/** Why ports changed: what decided before and what decides now; a side is absent where an end did not exist. */
export interface PortsCompared {
  readonly ports: readonly PortRanges[];
  readonly change: 'opened' | 'closed';
  readonly before?: Omit<PortsExplained, 'ports' | 'allowed'>;
  readonly after?: Omit<PortsExplained, 'ports' | 'allowed'>;
}

/** What a change does to a matrix: `opened` had nothing before, `closed` has nothing now, `changed` has something in both. */
export interface MatrixDiff {
  readonly opened: readonly ConnectionChange[];
  readonly closed: readonly ConnectionChange[];
  readonly changed: readonly ConnectionChange[];
  /** Pairs of which nobody can tell on one side or both, whatever changes; absent where there are none. */
  readonly unknown?: readonly UnknownConnection[];
  readonly workloads: { readonly added: readonly WorkloadPeer[]; readonly removed: readonly WorkloadPeer[] };
  /** The workloads that policies keep from the cluster's DNS now, or let ask it again; it is no end of a connection here. */
  readonly names: { readonly lost: readonly WorkloadPeer[]; readonly gained: readonly WorkloadPeer[] };
  /** The ways in of Services and Ingresses that let in more than before, and those that let in less. */
  readonly exposure: { readonly opened: readonly ExposureChange[]; readonly closed: readonly ExposureChange[] };
}
