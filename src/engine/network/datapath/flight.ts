import type {
  Address,
  Branch,
  Considered,
  Decider,
  Decision,
  Hop,
  HopAction,
  Outcome,
  Packet,
  Party,
  Place,
  Reason,
  RuleRef,
  SentPacket,
  SocketAddress,
  StageName,
  Via,
} from '../../model/index.ts';
import { CurlewDefect, formatDestination } from '../../model/index.ts';
import type { Owner } from '../routing/index.ts';
import type { Client } from './client.ts';

/** One packet on one of its possible ways. Immutable: every stage makes the next flight. */
export interface Flight {
  readonly client: Client;
  readonly probability: number;
  /** The host as the client wrote it; the packet's destination is empty until it is resolved. */
  readonly host: string;
  readonly packet: Packet;
  /** Where the packet is now. */
  readonly place: Place;
  readonly via: Via | null;
  readonly translated: SocketAddress | null;
  /** The destination before anything translated it; absent as long as nothing has. */
  readonly asked: SentPacket | undefined;
  /** Whether the packet is marked to leave its node with the node's address as its source. */
  readonly masquerade: boolean;
  /** Whether that has happened. */
  readonly masqueraded: boolean;
  /** Whether the packet came to the node where it is from elsewhere, and meets the rules of that node next. */
  readonly entering: boolean;
  /** Who has the destination; known once the packet was routed. */
  readonly owner: Owner | undefined;
  /** The last hop, which knows the one before it. */
  readonly trail: Trail | undefined;
  /** Where connections with session affinity went, by the key of `Affinity`. */
  readonly memory: Memory;
  /** Rules that came near to translating, kept for the hop that ends the way. */
  readonly nearMisses: readonly Considered[];
  readonly end:
    | { readonly outcome: Outcome; readonly endpoint: (Party & { readonly port: number }) | null }
    | undefined;
}

/** The hops so far, newest first: flights that part share those that they have in common. */
interface Trail {
  readonly hop: Hop;
  readonly before: Trail | undefined;
}

/** The endpoints that kube-proxy remembers for clients of Services with session affinity. */
export type Memory = ReadonlyMap<string, SocketAddress>;

/** What a stage has to say; the rest of a hop follows from the flights before and after. */
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

/** Moves the flight on by one hop. */
export function advance(flight: Flight, change: Partial<Flight>, note: Note): Flight {
  const after = change.packet ?? flight.packet;
  const hop = hopOf(flight, note, { before: flight.packet, after });
  return changed(flight, change, { hop, before: flight.trail });
}

function hopOf(flight: Flight, note: Note, { before, after }: Pick<Hop, 'before' | 'after'>): Hop {
  const { stage, action, reason, rule, place = flight.place, considered = NOTHING, decidedBy } = note;
  return { stage, place, action, before, after, reason, rule, considered, decidedBy };
}

/** Field by field: spreading takes ten times the memory, and this is done for every hop of every branch. */
function changed(flight: Flight, change: Partial<Flight>, trail: Trail): Flight {
  return {
    client: flight.client,
    probability: change.probability ?? flight.probability,
    host: flight.host,
    packet: change.packet ?? flight.packet,
    place: change.place ?? flight.place,
    via: change.via === undefined ? flight.via : change.via,
    translated: change.translated ?? flight.translated,
    asked: change.asked ?? flight.asked,
    masquerade: change.masquerade ?? flight.masquerade,
    masqueraded: change.masqueraded ?? flight.masqueraded,
    entering: change.entering ?? flight.entering,
    owner: 'owner' in change ? change.owner : flight.owner,
    trail,
    memory: change.memory ?? flight.memory,
    nearMisses: change.nearMisses ?? flight.nearMisses,
    end: change.end ?? flight.end,
  };
}

const NOTHING: readonly Considered[] = [];

/** Ends the flight without an answer. The rules that came near are shown with the hop that gave up. */
export function fail(flight: Flight, outcome: Exclude<Outcome, 'connected'>, note: Note): Flight {
  const considered = [...(note.considered ?? []), ...flight.nearMisses];
  return advance(flight, { end: { outcome, endpoint: null } }, { ...note, considered });
}

/** Moves the flight on, or ends it, as a policy decided. Why it did is told when somebody asks: most verdicts are counted. */
export function judged(flight: Flight, stage: StageName, decision: Decision<'pass' | 'drop'>): Flight {
  const { action } = decision;
  const { place, packet } = flight;
  const nearMisses = action === 'pass' ? NOTHING : flight.nearMisses;
  const hop: Hop = {
    ...{ stage, place, action, before: packet, after: packet },
    get reason() {
      return decision.reason;
    },
    get rule() {
      return decision.rule;
    },
    get considered() {
      return nearMisses.length === 0 ? decision.considered : [...decision.considered, ...nearMisses];
    },
    get decidedBy() {
      return decision.decidedBy;
    },
  };
  const change = action === 'pass' ? {} : { end: { outcome: 'timeout', endpoint: null } as const };
  return changed(flight, change, { hop, before: flight.trail });
}

/** The packet of a flight whose host is resolved. Throws a CurlewDefect for any other. */
export function sent({ packet, host }: Flight): SentPacket {
  const { source, destination } = packet;
  if (source === undefined || destination === undefined) throw new CurlewDefect(`the way to ${host} is not resolved`);
  return { ...packet, source, destination };
}

/** The finished branch. Throws a CurlewDefect where the hops do not chain: a stage forgot to say what it did. */
export function branchOf(flight: Flight, client: Party): Branch {
  const { end } = flight;
  if (end === undefined) throw new CurlewDefect(`no stage ended the way to ${flight.host}:${flight.packet.port}`);
  const hops = hopsOf(flight);
  checkChain(hops);
  return {
    client,
    probability: flight.probability,
    outcome: end.outcome,
    via: flight.via,
    endpoint: end.endpoint,
    translated: flight.translated,
    masqueraded: flight.masqueraded,
    sourceSeen: end.outcome === 'connected' ? (flight.packet.source ?? null) : null,
    hops,
  };
}

/** The hops so far, in the order in which they were made. */
export function hopsOf({ trail }: Flight): readonly Hop[] {
  const hops: Hop[] = [];
  for (let each = trail; each !== undefined; each = each.before) hops.push(each.hop);
  return hops.reverse();
}

/** Throws a CurlewDefect where hops do not follow from each other, or another than the last one ends the way. */
export function checkChain(hops: readonly Hop[]): void {
  for (const [index, hop] of hops.entries()) {
    const previous = hops[index - 1];
    if (previous !== undefined && !isSamePacket(previous.after, hop.before)) {
      throw new CurlewDefect(
        `hop ${index} starts at ${formatDestination(hop.before)}, not at ${formatDestination(previous.after)}`,
      );
    }
    const last = index === hops.length - 1;
    if ((hop.action === 'pass' || hop.action === 'rewrite') === last) {
      throw new CurlewDefect(`hop ${index} of ${hops.length} says ${hop.action}`);
    }
  }
}

function isSamePacket(a: Packet, b: Packet): boolean {
  return a === b || (isSame(a.source, b.source) && isSame(a.destination, b.destination) && a.port === b.port);
}

function isSame(a: Address | undefined, b: Address | undefined): boolean {
  return a?.text === b?.text;
}
