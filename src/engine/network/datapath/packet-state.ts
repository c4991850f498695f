import type {
  Branch,
  Considered,
  Decider,
  Explanation,
  Hop,
  HopAction,
  Packet,
  Party,
  Place,
  Reason,
  RuleRef,
  SentPacket,
  SocketAddress,
  StageName,
  Trace,
  Via,
} from '../../model/index.ts';
import { CurlewDefect } from '../../model/index.ts';
import type { Doubt } from '../foreign/index.ts';
import type { NotHandled } from '../kube-proxy/index.ts';
import type { Owner } from '../routing/index.ts';
import type { Client } from './client.ts';
import type { Conntrack } from './conntrack.ts';

/** A packet on one of its possible ways. Immutable: every hook makes the next state. */
export interface PacketState {
  readonly connection: Connection;
  readonly probability: number;
  readonly packet: SentPacket;
  /** Where the packet is now. */
  readonly place: Place;
  readonly via: Via | null;
  /** What the machines on the way hold of the connection. */
  readonly conntrack: Conntrack;
  /** The mark that makes POSTROUTING of the node where the packet is masquerade it: 0x4000 of KUBE-MARK-MASQ, or portmap's. */
  readonly mark: 'masquerade' | undefined;
  /** The machine that the routing decision found for the destination; none before it was taken. */
  readonly receiver: Receiver | undefined;
  /** What the receiver answers; none before it got the packet. */
  readonly answer: Answer | undefined;
  /** What kube-proxy had to say of a packet that none of its rules took; near misses are shown with the hop that ends the way. */
  readonly unmatched: NotHandled | undefined;
  readonly affinity: AffinityMemory;
  /** What may keep the packet out on its way, and is not modelled: only a drop is certain behind it. */
  readonly doubt: Doubt | undefined;
  /** The last hop, which knows the one before it. */
  readonly trail: Trail | undefined;
}

/** What is the same on all ways of a connection. */
export interface Connection {
  readonly client: Client;
  /** The client as the trace speaks of it. */
  readonly party: Party;
}

/** A machine that takes a packet: a pod's network namespace, a node's, or a host outside the cluster. */
export type Receiver = Extract<Owner, { readonly kind: 'pod' | 'node' | 'external' }>;

/** A listener that accepts, or a machine that refuses for want of one. */
export type Answer =
  | { readonly outcome: 'connected'; readonly endpoint: NonNullable<Branch['endpoint']> }
  | { readonly outcome: 'refused' };

/** The hops so far, newest first: states that part share those that they have in common. */
interface Trail {
  readonly hop: Hop;
  readonly before: Trail | undefined;
}

/** The endpoints that kube-proxy remembers for clients of Services with session affinity, by the key of `Affinity`. */
export type AffinityMemory = ReadonlyMap<string, SocketAddress>;

/** What a hook has to say; the rest of a hop follows from the states before and after. */
export interface Note {
  readonly stage: StageName;
  readonly action: HopAction;
  readonly reason: Reason;
  readonly rule?: RuleRef | undefined;
  readonly considered?: readonly Considered[];
  readonly decidedBy?: readonly Decider[] | undefined;
  /** Where it happens, if not where the packet is. */
  readonly place?: Place;
}

/** The same of a decision whose explanation is costly: most are only counted. */
export interface LazyNote extends Pick<Note, 'stage' | 'action' | 'place'> {
  readonly decision: Explained;
}

type Explained = Explanation & Pick<Note, 'decidedBy'>;

/** Moves the packet on by one hop. */
export function advance(state: PacketState, change: Partial<PacketState>, note: Note): PacketState {
  const hop = hopOf(note, { at: state.place, before: state.packet, after: change.packet ?? state.packet });
  return changed(state, change, { hop, before: state.trail });
}

/** Moves the packet on without a hop: nobody looked at it. */
export function unseen(state: PacketState, change: Partial<PacketState>): PacketState {
  return changed(state, change, state.trail);
}

/** Field by field: spreading takes ten times the memory, and this is done for every hop of every way. */
function changed(state: PacketState, change: Partial<PacketState>, trail: Trail | undefined): PacketState {
  return {
    connection: state.connection,
    probability: change.probability ?? state.probability,
    packet: change.packet ?? state.packet,
    place: change.place ?? state.place,
    via: change.via === undefined ? state.via : change.via,
    conntrack: change.conntrack ?? state.conntrack,
    mark: 'mark' in change ? change.mark : state.mark,
    receiver: 'receiver' in change ? change.receiver : state.receiver,
    answer: change.answer ?? state.answer,
    unmatched: 'unmatched' in change ? change.unmatched : state.unmatched,
    affinity: change.affinity ?? state.affinity,
    doubt: change.doubt ?? state.doubt,
    trail,
  };
}

/** The receiver accepts the connection. */
export function accepted(
  state: PacketState,
  endpoint: NonNullable<Branch['endpoint']>,
  note: Note & { readonly via: Via | null },
): PacketState {
  return advance(state, { answer: { outcome: 'connected', endpoint }, via: note.via }, note);
}

/** The receiver refuses the connection. */
export function refused(state: PacketState, note: Note & { readonly via: Via | null }): PacketState {
  const trail = { hop: lastHop(state, note), before: state.trail };
  return changed(state, { answer: { outcome: 'refused' }, via: note.via }, trail);
}

/** Where and around what a hop happens. */
interface Around {
  readonly at: Place;
  readonly before: Packet;
  readonly after: Packet;
}

export function hopOf(note: Note, { at, before, after }: Around): Hop {
  const { stage, action, place = at, reason, rule, considered = NOTHING, decidedBy } = note;
  return { stage, place, action, before, after, reason, rule, considered, decidedBy };
}

const NOTHING: readonly Considered[] = [];

/**
 * A hop that explains itself only when somebody reads why. A class, since getters of an object of its own cost more than
 * the hop. `copyOf` copies it: spreading would leave out what the getters say.
 */
class LazyHop implements Hop {
  readonly stage: StageName;
  readonly place: Place;
  readonly action: HopAction;
  readonly before: Packet;
  readonly after: Packet;
  readonly #decision: Explained;
  readonly #near: NotHandled | undefined;

  constructor(stage: StageName, action: HopAction, at: Around, decision: Explained, near: NotHandled | undefined) {
    this.stage = stage;
    this.place = at.at;
    this.action = action;
    this.before = at.before;
    this.after = at.after;
    this.#decision = decision;
    this.#near = near;
  }

  get reason(): Reason {
    return this.#decision.reason;
  }

  get rule(): RuleRef | undefined {
    return this.#decision.rule;
  }

  get considered(): readonly Considered[] {
    const { considered } = this.#decision;
    return this.#near === undefined ? considered : [...considered, ...this.#near.considered];
  }

  get decidedBy(): readonly Decider[] | undefined {
    return this.#decision.decidedBy;
  }

  /** What `JSON.stringify` writes. */
  toJSON(): Hop {
    return copyOf(this, {});
  }
}

/** A hop with some of its fields changed. */
export function copyOf(hop: Hop, change: Partial<Hop>): Hop {
  const { reason, rule, considered, decidedBy } = hop;
  return { ...hop, reason, rule, considered, decidedBy, ...change };
}

/** The hop that gives a packet up. The rules that came near to translating it are shown there. */
function lastHop({ packet, place, unmatched }: PacketState, note: Note | LazyNote): Hop {
  if (!('decision' in note) && unmatched === undefined) {
    return hopOf(note, { at: place, before: packet, after: packet });
  }
  const decision = 'decision' in note ? note.decision : { considered: NOTHING, ...note };
  const { stage, action, place: elsewhere = place } = note;
  return new LazyHop(stage, action, { at: elsewhere, before: packet, after: packet }, decision, unmatched);
}

/** Lets the packet pass as it is. */
export function passed(state: PacketState, { stage, decision }: Pick<LazyNote, 'stage' | 'decision'>): PacketState {
  const { packet, place } = state;
  const hop = new LazyHop(stage, 'pass', { at: place, before: packet, after: packet }, decision, undefined);
  return changed(state, {}, { hop, before: state.trail });
}

/** Gives the packet up. */
export function abandoned(state: PacketState, note: Note | LazyNote): PacketState {
  return changed(state, {}, { hop: lastHop(state, note), before: state.trail });
}

/** A hop that resolves a name, with the ways of the questions that were asked for it. */
export function resolvingHop(note: Note, { at, before, after }: Around, questions: () => readonly Trace[]): Hop {
  const { stage, action, reason, rule, considered = NOTHING, decidedBy } = note;
  return {
    stage,
    place: at,
    action,
    before,
    after,
    reason,
    rule,
    considered,
    decidedBy,
    get questions() {
      return questions();
    },
  };
}

/** The machine that has the destination. Throws a CurlewDefect for a packet that nobody routed. */
export function receiverOf({ receiver, packet }: PacketState): Receiver {
  if (receiver === undefined) throw new CurlewDefect(`a packet to ${packet.destination.text} came nowhere`);
  return receiver;
}

/** The hops of a trail, in the order in which they were made. */
export function hopsOf(trail: Trail | undefined): readonly Hop[] {
  const hops: Hop[] = [];
  for (let each = trail; each !== undefined; each = each.before) hops.push(each.hop);
  return hops.reverse();
}
