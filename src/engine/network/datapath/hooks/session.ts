import { CurlewDefect } from '../../../model/index.ts';
import type { Context } from '../context.ts';
import type { Step } from '../hook.ts';
import { copyOf, type PacketState } from '../packet-state.ts';
import { replyOf } from '../reply.ts';
import { ended, lost } from '../way.ts';

/**
 * The answer, a listener's or that of a closed port, on its way back to the client. One that is lost leaves the client
 * waiting: it sees neither.
 */
export function session({ snapshot }: Context, state: PacketState): readonly Step[] {
  const { answer, trail, packet } = state;
  if (answer === undefined || trail === undefined) throw new CurlewDefect(`${packet.destination.text} answers nothing`);
  const reply = replyOf(snapshot, state);
  if (reply.kind === 'lost') {
    const hop = copyOf(trail.hop, { action: 'pass' });
    const unanswered = { ...state, trail: { ...trail, hop }, unmatched: undefined };
    const note = { stage: 'deliver', action: 'drop', reason: reply.reason, place: hop.place } as const;
    return [lost(unanswered, 'timeout', note, reply)];
  }
  const { outcome } = answer;
  return outcome === 'connected'
    ? [ended(state, { outcome, endpoint: answer.endpoint, sourceSeen: packet.source, reply })]
    : [ended(state, { outcome, endpoint: null, sourceSeen: null, reply })];
}
