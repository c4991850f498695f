import type { Branch, Hop, Packet } from '../../model/index.ts';
import { CurlewDefect, formatDestination } from '../../model/index.ts';
import type { Doubt } from '../foreign/index.ts';
import { isMasqueraded, serviceDestination } from './conntrack.ts';
import type { Failure, Step } from './hook.ts';
import { abandoned, copyOf, hopsOf, type LazyNote, type Note, type PacketState } from './packet-state.ts';

/** Ends a way on which the client gets no answer. */
export function lost(state: PacketState, outcome: Failure, note: Note | LazyNote, reply: Branch['reply'] = null): Step {
  return ended(abandoned(state, note), { outcome, endpoint: null, sourceSeen: null, reply });
}

/**
 * Ends a way at its last hop. Where something on the way may have kept the packet out, and is not modelled, only a drop is
 * certain. Throws a CurlewDefect where the hops do not chain: a hook forgot to say what it did.
 */
export function ended(
  { connection, probability, via, conntrack, trail, affinity, doubt }: PacketState,
  found: Pick<Branch, 'outcome' | 'endpoint' | 'sourceSeen' | 'reply'>,
): Step {
  const isDoubted = doubt !== undefined && found.outcome !== 'timeout';
  const { outcome, endpoint, sourceSeen, reply } = isDoubted ? UNKNOWN : found;
  const hops = isDoubted ? doubtedAt(hopsOf(trail), doubt) : hopsOf(trail);
  checkChain(hops);
  const branch: Branch = {
    client: connection.party,
    probability,
    outcome,
    via,
    endpoint,
    translated: serviceDestination(conntrack),
    masqueraded: isMasqueraded(conntrack),
    sourceSeen,
    reply,
    hops,
  };
  return { to: 'end', way: { branch, affinity } };
}

const UNKNOWN = { outcome: 'unknown', endpoint: null, sourceSeen: null, reply: null } as const;

/** The last hop tells what may have kept the packet from it. */
function doubtedAt(hops: readonly Hop[], { reason, object }: Doubt): readonly Hop[] {
  return hops.map((hop, index) =>
    index < hops.length - 1 ? hop : copyOf(hop, { action: 'fail', reason, rule: object.rule, decidedBy: undefined }),
  );
}

/** Throws a CurlewDefect where hops do not follow from each other, or another than the last one ends the way. */
export function checkChain(hops: readonly Hop[]): void {
  for (const [index, hop] of hops.entries()) {
    const previous = hops[index - 1];
    if (previous !== undefined && !isSamePacket(previous.after, hop.before)) {
      const [start, end] = [formatDestination(hop.before), formatDestination(previous.after)];
      throw new CurlewDefect(`hop ${index} starts at ${start}, not at ${end}`);
    }
    const last = index === hops.length - 1;
    if ((hop.action === 'pass' || hop.action === 'rewrite') === last) {
      throw new CurlewDefect(`hop ${index} of ${hops.length} says ${hop.action}`);
    }
  }
}

function isSamePacket(a: Packet, b: Packet): boolean {
  return (
    a === b || (a.source?.text === b.source?.text && a.destination?.text === b.destination?.text && a.port === b.port)
  );
}
