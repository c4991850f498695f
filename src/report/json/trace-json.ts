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
    from: partyJson(from),
    to,
    reach,
    outcome,
    branches: branchesJson(branches, from),
  };
}

/** Ways that part have the hops before that in common, and so has what is printed of them. */
function branchesJson(branches: readonly Branch[], from: Party): readonly BranchJson[] {
  const printed: BranchJson[] = [];
  for (const [index, branch] of branches.entries()) {
    const before = branches[index - 1]?.hops ?? [];
    const known = printed[index - 1]?.hops ?? [];
    printed.push(branchJson(branch, from, (hop, at) => (before[at] === hop ? known[at] : undefined)));
  }
  return printed;
}

function branchJson(branch: Branch, from: Party, known: (hop: Hop, index: number) => HopJson | undefined): BranchJson {
  const { client, probability, outcome, via, endpoint, translated, masqueraded, sourceSeen } = branch;
  const { response, request, hops } = branch;
  return {
    ...(isSame(client, from) ? {} : { from: partyJson(client) }),
    probability,
    outcome,
    via,
    endpoint: endpoint === null ? null : endpointJson(endpoint),
    translated: translated === null ? null : formatSocketAddress(translated),
    masqueraded,
    sourceSeen: sourceSeen === null ? null : sourceSeen.text,
    ...(response === undefined ? {} : { response }),
    ...(request === undefined ? {} : { request }),
    hops: hops.map((hop, index) => known(hop, index) ?? hopJson(hop)),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Field by field, as all of this: a trace of many ways has thousands of these objects. */
function partyJson({ kind, namespace, name, ip, node, container }: Party): PartyJson {
  const json: Mutable<PartyJson> = namespace === undefined ? { kind, name } : { kind, namespace, name };
  if (ip !== undefined) json.ip = ip.text;
  if (node !== undefined) json.node = node;
  if (container !== undefined) json.container = container;
  return json;
}

function endpointJson(endpoint: NonNullable<Branch['endpoint']>): NonNullable<BranchJson['endpoint']> {
  return { ...partyJson(endpoint), port: endpoint.port };
}

function isSame(a: Party, b: Party): boolean {
  return a === b || (a.kind === b.kind && a.namespace === b.namespace && a.name === b.name);
}

function hopJson({ stage, place, action, before, after, reason, rule, considered }: Hop): HopJson {
  const ends = { before: endsJson(before), after: endsJson(after) };
  const near = considered.length === 0 ? NOTHING : considered.map(consideredJson);
  return rule === undefined
    ? { stage, place: placeJson(place), action, before: ends.before, after: ends.after, reason, considered: near }
    : {
        stage,
        place: placeJson(place),
        action,
        before: ends.before,
        after: ends.after,
        reason,
        rule: ruleJson(rule),
        considered: near,
      };
}

const NOTHING: readonly ConsideredJson[] = [];

function placeJson({ pod, node }: Place): PlaceJson {
  if (pod === undefined) return node === undefined ? {} : { node };
  return node === undefined ? { pod: qualifiedName(pod) } : { pod: qualifiedName(pod), node };
}

function endsJson(packet: Packet): HopEndsJson {
  return { source: packet.source?.text ?? '', destination: formatDestination(packet) };
}
