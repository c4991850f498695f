import type {
  ConnectionChange,
  ExposureChange,
  Matrix,
  MatrixConnection,
  MatrixDiff,
  MatrixExposure,
  MatrixPeer,
  PortRanges,
  PortsCompared,
  PortsExplained,
  Protocol,
  SideExplained,
  UnknownConnection,
  WorkloadPeer,
} from '../../engine/model/index.ts';
import { formatPortRanges, formatRange } from '../../engine/model/index.ts';
import { type RuleJson, ruleJson } from './rule-json.ts';
import { JSON_VERSION, type Versioned } from './version.ts';

/** Addresses outside the cluster that policies treat alike: `0.0.0.0-9.255.255.255`, in order. */
export interface ExternalPeerJson {
  readonly kind: 'External';
  readonly ranges: readonly string[];
}

export type PeerJson = WorkloadPeer | ExternalPeerJson;

/** Ports of one protocol: `80,443,8000-8999`. */
export interface PortsJson {
  readonly protocol: Protocol;
  readonly ports: string;
}

/** One side's verdict: the code of the policy engine, or `outside` where no policy is asked. */
export interface SideJson {
  readonly code: string;
  readonly text: string;
  /** The rule that decides, or every policy that isolates. */
  readonly rules: readonly RuleJson[];
  /** The rules that passed the decision on to it, in the order in which they were asked; absent where none did. */
  readonly passedBy?: readonly RuleJson[];
}

/** What decides at the source (egress) and at the destination (ingress). */
export interface SidesJson {
  readonly egress: SideJson;
  readonly ingress: SideJson;
}

/** Why some ports are open or closed. */
export interface PortsExplainedJson extends SidesJson {
  readonly ports: readonly PortsJson[];
  readonly allowed: boolean;
}

/** What one peer may open to another; `because` only where an explanation was asked for. */
export interface ConnectionJson {
  readonly from: PeerJson;
  readonly to: PeerJson;
  readonly allowed: readonly PortsJson[];
  readonly because?: readonly PortsExplainedJson[];
}

/** Why nobody can tell; `rule` is the object that may decide, and absent for what is rejected and says no name. */
export interface DoubtedJson {
  readonly code: string;
  readonly text: string;
  readonly rule?: RuleJson;
}

/** A pair of which nobody can tell what it may open, and the object that may decide. */
export interface UnknownConnectionJson {
  readonly from: PeerJson;
  readonly to: PeerJson;
  readonly because: DoubtedJson;
}

/** A way into the cluster that a Service or an Ingress opens. */
export interface ExposureJson extends Omit<MatrixExposure, 'by'> {
  /** `Service shop/web`, with its place. */
  readonly by: RuleJson;
}

/** A way in that a change opens or shuts, or that it makes wider or narrower. */
export interface ExposureChangeJson extends Omit<ExposureChange, 'by'> {
  /** `Service shop/web`, with its place. */
  readonly by: RuleJson;
}

/** The JSON of `curlew matrix`. */
export interface MatrixJson extends Versioned {
  readonly connections: readonly ConnectionJson[];
  /** Pairs that stand in no other list, since something that is not modelled, or is rejected, may decide; absent where there are none. */
  readonly unknown?: readonly UnknownConnectionJson[];
  /** Pairs without any connection; only where an explanation was asked for. */
  readonly denied?: readonly ConnectionJson[];
  /** Only where it was asked for. */
  readonly exposure?: readonly ExposureJson[];
}

/** Why ports changed: what decided before and what decides now; a side is absent where an end did not exist. */
export interface PortsComparedJson {
  readonly ports: readonly PortsJson[];
  readonly change: 'opened' | 'closed';
  readonly before?: SidesJson;
  readonly after?: SidesJson;
}

/** One pair of peers that a change gives more, less, or other ports. */
export interface ConnectionChangeJson {
  readonly from: PeerJson;
  readonly to: PeerJson;
  readonly before: readonly PortsJson[];
  readonly after: readonly PortsJson[];
  /** Ports that only the new side allows, and those that only the old one does. */
  readonly opened: readonly PortsJson[];
  readonly closed: readonly PortsJson[];
  /** Whether an end of it is new, or gone. */
  readonly workload?: 'added' | 'removed';
  readonly because: readonly PortsComparedJson[];
}

/** The JSON of `curlew diff`: `opened` had nothing before, `closed` has nothing now, `changed` has something in both. */
export interface DiffJson extends Versioned {
  readonly opened: readonly ConnectionChangeJson[];
  readonly closed: readonly ConnectionChangeJson[];
  readonly changed: readonly ConnectionChangeJson[];
  /** Pairs of which nobody can tell, since something that is not modelled, or is rejected, may decide; absent where there are none. */
  readonly unknown?: readonly UnknownConnectionJson[];
  readonly workloads: { readonly added: readonly WorkloadPeer[]; readonly removed: readonly WorkloadPeer[] };
  /** The workloads that policies keep from the cluster's DNS now, or let ask it again. */
  readonly names: { readonly lost: readonly WorkloadPeer[]; readonly gained: readonly WorkloadPeer[] };
  /** The ways in of Services and Ingresses that let in more than before, and those that let in less. */
  readonly exposure: { readonly opened: readonly ExposureChangeJson[]; readonly closed: readonly ExposureChangeJson[] };
}

/** A matrix as `curlew matrix -o json` prints it. */
export function matrixJson({ connections, unknown, denied, exposure }: Matrix): MatrixJson {
  return {
    version: JSON_VERSION,
    connections: connections.map(connectionJson),
    ...(unknown === undefined ? {} : { unknown: unknown.map(unknownJson) }),
    ...(denied === undefined ? {} : { denied: denied.map(connectionJson) }),
    ...(exposure === undefined ? {} : { exposure: exposure.map((way) => ({ ...way, by: ruleJson(way.by) })) }),
  };
}

/** A diff as `curlew diff -o json` prints it. */
export function diffJson({ opened, closed, changed, unknown, workloads, names, exposure }: MatrixDiff): DiffJson {
  return {
    version: JSON_VERSION,
    opened: opened.map(changeJson),
    closed: closed.map(changeJson),
    changed: changed.map(changeJson),
    ...(unknown === undefined ? {} : { unknown: unknown.map(unknownJson) }),
    workloads,
    names,
    exposure: { opened: exposure.opened.map(wayJson), closed: exposure.closed.map(wayJson) },
  };
}

function wayJson(change: ExposureChange): ExposureChangeJson {
  return { ...change, by: ruleJson(change.by) };
}

function connectionJson({ from, to, allowed, because }: MatrixConnection): ConnectionJson {
  const pair = { from: peerJson(from), to: peerJson(to), allowed: portsJson(allowed) };
  return because === undefined ? pair : { ...pair, because: because.map(explainedJson) };
}

function unknownJson({ from, to, because }: UnknownConnection): UnknownConnectionJson {
  const { rule, ...reason } = because;
  const why = rule === undefined ? reason : { ...reason, rule: ruleJson(rule) };
  return { from: peerJson(from), to: peerJson(to), because: why };
}

function peerJson(peer: MatrixPeer): PeerJson {
  return peer.kind === 'Workload' ? peer : { kind: peer.kind, ranges: peer.ranges.map(formatRange) };
}

function portsJson(ports: readonly PortRanges[]): readonly PortsJson[] {
  return ports.map((each) => ({ protocol: each.protocol, ports: formatPortRanges(each) }));
}

function explainedJson({ ports, allowed, egress, ingress }: PortsExplained): PortsExplainedJson {
  return { ports: portsJson(ports), allowed, egress: sideJson(egress), ingress: sideJson(ingress) };
}

function changeJson({
  from,
  to,
  before,
  after,
  opened,
  closed,
  workload,
  because,
}: ConnectionChange): ConnectionChangeJson {
  return {
    ...{ from: peerJson(from), to: peerJson(to), before: portsJson(before), after: portsJson(after) },
    ...{ opened: portsJson(opened), closed: portsJson(closed) },
    ...(workload === undefined ? {} : { workload }),
    because: because.map(comparedJson),
  };
}

function comparedJson({ ports, change, before, after }: PortsCompared): PortsComparedJson {
  return {
    ports: portsJson(ports),
    change,
    ...(before === undefined ? {} : { before: sidesJson(before) }),
    ...(after === undefined ? {} : { after: sidesJson(after) }),
  };
}

function sidesJson({
  egress,
  ingress,
}: {
  readonly egress: SideExplained;
  readonly ingress: SideExplained;
}): SidesJson {
  return { egress: sideJson(egress), ingress: sideJson(ingress) };
}

function sideJson({ code, text, rules, passedBy }: SideExplained): SideJson {
  const side = { code, text, rules: rules.map(ruleJson) };
  return passedBy === undefined ? side : { ...side, passedBy: passedBy.map(ruleJson) };
}
