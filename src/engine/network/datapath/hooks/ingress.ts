import { judge } from '../../policy/index.ts';
import { untranslated } from '../conntrack.ts';
import type { Context } from '../context.ts';
import type { Step } from '../hook.ts';
import type { PacketState } from '../packet-state.ts';
import { isItself, policedReceiver, sourcePeer } from '../policy-peers.ts';
import { judged } from './judged.ts';

/**
 * Asks the policies of the pod that the packet came to; they see the source as it is on arrival. What a pod sent to
 * itself through a Service counts as its own, whatever address the node put there.
 */
export function ingress({ snapshot }: Context, state: PacketState): readonly Step[] {
  const { packet, connection } = state;
  const pod = policedReceiver(snapshot, state);
  if (pod === undefined) return [{ to: 'next', state }];
  const hairpin = isItself(connection.client, pod);
  if (hairpin && untranslated(state.conntrack) === undefined) return [{ to: 'next', state }];
  const decision = judge(snapshot.policies, {
    direction: 'ingress',
    pod,
    peer: hairpin ? { kind: 'pod', pod, ip: packet.destination.text } : sourcePeer(snapshot, state),
    port: packet.port,
    protocol: packet.protocol,
    hairpin,
  });
  return [judged(snapshot, state, 'ingress', decision)];
}
