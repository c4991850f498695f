import type { Address, SocketAddress } from './address.ts';
import type { Considered, Decider, Reason, RuleRef } from './decision.ts';
import type { Packet, PacketProtocol } from './packet.ts';
import type { ObjectRef } from './resource.ts';

/** What the client of one branch sees. */
export type Outcome = 'connected' | 'refused' | 'timeout' | 'unresolved' | 'unreachable' | 'unknown';

/** Over every branch: `always` and `never` speak of `connected`; `unknown` where any branch is. */
export type Reach = 'always' | 'sometimes' | 'never' | 'unknown';

/** How the destination was addressed and translated. */
export type Via =
  | 'ClusterIP'
  | 'NodePort'
  | 'LoadBalancer'
  | 'ExternalIP'
  | 'Headless'
  | 'ExternalName'
  | 'PodIP'
  | 'HostPort'
  | 'HostNetwork'
  | 'Loopback'
  | 'Ingress'
  | 'Gateway';

export type StageName = 'resolve' | 'translate' | 'egress' | 'route' | 'ingress' | 'deliver' | 'gateway';

/** What a stage did. The last hop of a branch, and only that, delivers, drops, rejects or fails. */
export type HopAction = 'pass' | 'rewrite' | 'deliver' | 'drop' | 'reject' | 'fail';

/** Where a hop happens: a pod's network namespace, a node's, or neither (`{}`: outside the cluster). */
export interface Place {
  readonly pod?: ObjectRef;
  readonly node?: string;
}

/** One step of the packet's way, and the packet around it. `before` equals the `after` of the hop in front of it. */
export interface Hop {
  readonly stage: StageName;
  readonly place: Place;
  readonly action: HopAction;
  readonly before: Packet;
  readonly after: Packet;
  readonly reason: Reason;
  readonly rule?: RuleRef | undefined;
  readonly considered: readonly Considered[];
  /** All that is written and led to it, in the order in which it was asked; see `Decision`. */
  readonly decidedBy?: readonly Decider[] | undefined;
  /**
   * On a hop that resolves a name: the way of each question to a nameserver, one for each server that was asked, in that
   * order. Found when it is read; whoever asks again gets the same traces.
   */
  readonly questions?: readonly Trace[];
}

/** Whoever sends or takes a connection. `ip` is absent for a pod that has none. */
export interface Party {
  readonly kind: 'Pod' | 'Node' | 'External' | 'Unknown';
  readonly namespace?: string;
  readonly name: string;
  readonly ip?: Address;
  readonly node?: string;
  /** The container that asked, where the question named one; the container that answers, for an endpoint. */
  readonly container?: string;
}

/**
 * The answer's way back. It reaches the client where every node that translated the packet sees the answer too, and takes
 * its translation back: the client waits for an answer from the address that it asked.
 */
export type Reply =
  /** The nodes that take their translation back, in the order in which the answer meets them; a load balancer is none. */
  | { readonly kind: 'returns'; readonly through: readonly string[] }
  | { readonly kind: 'lost'; readonly reason: Reason };

/** One of the ways that a connection may go; the real system takes it with `probability`. */
export interface Branch {
  /** Who asked: of the pods of a workload one, where they do not all see the same. */
  readonly client: Party;
  /** Above 0, at most 1; those of all branches of a trace add up to 1. */
  readonly probability: number;
  readonly outcome: Outcome;
  readonly via: Via | null;
  readonly endpoint: (Party & { readonly port: number }) | null;
  /** The destination after Service translation; null where no Service rule applied. Given even where no pod owns the address. */
  readonly translated: SocketAddress | null;
  readonly masqueraded: boolean;
  /** The source address that the listener sees; null where nothing arrives. */
  readonly sourceSeen: Address | null;
  /** Of what answered, be it a listener or a closed port; null where the packet reached nobody who would answer. */
  readonly reply: Reply | null;
  /** What a gateway answers by itself; the backend behind it is not asked, or does not answer. */
  readonly response?: GatewayResponse;
  /** What the endpoint is asked behind a gateway, which may have rewritten the path. */
  readonly request?: { readonly host: string; readonly path: string };
  readonly hops: readonly Hop[];
}

/** An HTTP response without a body: a redirect has a `location`. */
export interface GatewayResponse {
  readonly status: number;
  readonly location?: string;
}

export interface TraceTarget {
  readonly host: string;
  /** 0 where the protocol has no ports. */
  readonly port: number;
  readonly protocol: PacketProtocol;
}

/** What becomes of a connection that may go these ways: `flaky` where they do not all end alike. */
export function outcomeOf(branches: readonly Pick<Branch, 'outcome'>[]): Outcome | 'flaky' {
  const [first] = branches;
  return first !== undefined && branches.every(({ outcome }) => outcome === first.outcome) ? first.outcome : 'flaky';
}

/** The answer to "who answers when FROM connects to TO". */
export interface Trace {
  /** Who asked; the first of its pods, where a workload did. */
  readonly from: Party;
  readonly to: TraceTarget;
  readonly reach: Reach;
  readonly outcome: Outcome | 'flaky';
  readonly branches: readonly Branch[];
  /**
   * `observed` where the connection was tried and only its outcome is known: no branch has hops, and `via` is null.
   * Absent where the hops explain the outcome.
   */
  readonly evidence?: 'observed';
}
