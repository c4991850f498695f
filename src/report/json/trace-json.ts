import type {
  Branch,
  GatewayResponse,
  Hop,
  HopAction,
  Outcome,
  Packet,
  Party,
  Place,
  Reach,
  Reason,
  StageName,
  Trace,
  TraceTarget,
  Via,
} from '../../engine/model/index.ts';
import { formatDestination, formatSocketAddress, qualifiedName } from '../../engine/model/index.ts';
import { type ConsideredJson, consideredJson, type RuleJson, ruleJson } from './rule-json.ts';
import { JSON_VERSION, type Versioned } from './version.ts';

/** Where a hop happens: a pod's network namespace, a node's, or neither (`{}`: outside the cluster). */
export interface PlaceJson {
  /** `shop/web`. */
  readonly pod?: string;
  readonly node?: string;
}

/** Whoever sends or takes a connection. `ip` is absent for a pod that has none. */
export interface PartyJson extends Omit<Party, 'ip'> {
  readonly ip?: string;
}

export interface HopEndsJson {
  /** An address; empty where the client has none. */
  readonly source: string;
  /** `host:port` as the client wrote it until the name is resolved, `ip:port` from then on; without a port for ICMP. */
  readonly destination: string;
}

/** One step of the packet's way. `before` equals the `after` of the hop in front of it. */
export interface HopJson {
  readonly stage: StageName;
  readonly place: PlaceJson;
  readonly action: HopAction;
  readonly before: HopEndsJson;
  readonly after: HopEndsJson;
  readonly reason: Reason;
  /** Absent where built-in behaviour decided. */
  readonly rule?: RuleJson;
  /** What was looked at and did not apply, nearest first. */
  readonly considered: readonly ConsideredJson[];
}

/** One of the ways that a connection may go. */
export interface BranchJson {
  /** Who asked, where that is not `from` of the trace: another pod of the same workload. */
  readonly from?: PartyJson;
  /** Above 0, at most 1; those of all branches of a trace add up to 1. */
  readonly probability: number;
  readonly outcome: Outcome;
  readonly via: Via | null;
  readonly endpoint: (PartyJson & { readonly port: number }) | null;
  /** `ip:port` after Service translation; null where no Service rule applied. Given even where no pod owns the address. */
  readonly translated: string | null;
  readonly masqueraded: boolean;
  /** The source address that the listener sees; null where nothing arrives. */
  readonly sourceSeen: string | null;
  /** What a gateway answers by itself; the backend behind it is not asked, or does not answer. */
  readonly response?: GatewayResponse;
  /** What the endpoint is asked behind a gateway, which may have rewritten the path. */
  readonly request?: { readonly host: string; readonly path: string };
  readonly hops: readonly HopJson[];
}

/** The JSON of `curlew trace`. */
export interface TraceJson extends Versioned {
  readonly from: PartyJson;
  readonly to: TraceTarget;
  readonly reach: Reach;
  readonly outcome: Outcome | 'flaky';
  readonly branches: readonly BranchJson[];
}

/** A trace as `curlew trace -o json` prints it. */
export function traceJson({ from, to, reach, outcome, branches }: Trace): TraceJson {
  return {
    version: JSON_VERSION,
    ...{ from: partyJson(from), to, reach, outcome },
    branches: branches.map((each) => branchJson(each, from)),
  };
}

function branchJson({ client, hops, translated, ...branch }: Branch, from: Party): BranchJson {
  const { probability, outcome, via, endpoint, masqueraded, sourceSeen, response, request } = branch;
  return {
    ...(isSame(client, from) ? {} : { from: partyJson(client) }),
    ...{ probability, outcome, via },
    endpoint: endpoint === null ? null : { ...partyJson(endpoint), port: endpoint.port },
    translated: translated === null ? null : formatSocketAddress(translated),
    ...{ masqueraded, sourceSeen: sourceSeen?.text ?? null },
    ...(response === undefined ? {} : { response }),
    ...(request === undefined ? {} : { request }),
    hops: hops.map(hopJson),
  };
}

function partyJson({ kind, namespace, name, ip, node, container }: Party): PartyJson {
  return {
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(ip === undefined ? {} : { ip: ip.text }),
    ...(node === undefined ? {} : { node }),
    ...(container === undefined ? {} : { container }),
  };
}

function isSame(a: Party, b: Party): boolean {
  return a === b || (a.kind === b.kind && a.namespace === b.namespace && a.name === b.name);
}

function hopJson({ stage, place, action, before, after, reason, rule, considered }: Hop): HopJson {
  return {
    ...{ stage, place: placeJson(place), action, before: endsJson(before), after: endsJson(after), reason },
    ...(rule === undefined ? {} : { rule: ruleJson(rule) }),
    considered: considered.map(consideredJson),
  };
}

function placeJson({ pod, node }: Place): PlaceJson {
  return { ...(pod === undefined ? {} : { pod: qualifiedName(pod) }), ...(node === undefined ? {} : { node }) };
}

function endsJson(packet: Packet): HopEndsJson {
  return { source: packet.source?.text ?? '', destination: formatDestination(packet) };
}
