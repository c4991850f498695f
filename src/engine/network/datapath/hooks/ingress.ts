import { judge } from '../../policy/index.ts';
import { homeNode, isIsolatedPod } from '../client.ts';
import { untranslated } from '../conntrack.ts';
import type { Context } from '../context.ts';
import type { Step } from '../hook.ts';
import type { PacketState } from '../packet-state.ts';
import { isItself, policedReceiver, sourcePeer } from '../policy-peers.ts';
import type { Snapshot } from '../snapshot.ts';
import { doubted, judged } from './judged.ts';

/**
 * Asks the policies of the pod that the packet came to; they see the source as it is on arrival. What a pod sent to
 * itself through a Service counts as its own, whatever address the node put there.
 */
export function ingress({ snapshot }: Context, state: PacketState): readonly Step[] {
  const { packet, connection } = state;
  const pod = policedReceiver(snapshot, state);
  if (pod === undefined) return [onNode(snapshot, state)];
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
  return [
    judged(snapshot, state, {
      stage: 'ingress',
      decision,
      doubt: snapshot.foreign.onPod(pod, 'ingress'),
    }),
  ];
}

/** No policy of SIG Network is asked about what comes to a node; what comes from itself is no business of anybody's. */
function onNode({ foreign }: Snapshot, state: PacketState): Step {
  const { receiver, connection } = state;
  const node = receiver?.kind === 'node' ? receiver.node.ref.name : undefined;
  const isOwn = homeNode(connection.client) === node && !isIsolatedPod(connection.client);
  const doubt = node === undefined || isOwn ? undefined : foreign.onNode(node);
  return doubt === undefined ? { to: 'next', state } : doubted(state, 'ingress', doubt);
}
