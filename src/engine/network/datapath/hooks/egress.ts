import { judge, type PolicyQuestion } from '../../policy/index.ts';
import { homeNode } from '../client.ts';
import { untranslated } from '../conntrack.ts';
import type { Context } from '../context.ts';
import type { Step } from '../hook.ts';
import type { PacketState } from '../packet-state.ts';
import { destinationPeer, isItself, policedClient } from '../policy-peers.ts';
import type { Snapshot } from '../snapshot.ts';
import { doubted, judged } from './judged.ts';

/** Asks the policies of the client's pod; they see the address that kube-proxy translated to. */
export function egress({ snapshot }: Context, state: PacketState): readonly Step[] {
  const pod = policedClient(snapshot, state);
  if (pod === undefined) return [onNode(snapshot, state)];
  const peer = destinationPeer(snapshot, state);
  const hairpin = peer.kind === 'pod' && isItself(state.connection.client, peer.pod);
  if (hairpin && untranslated(state.conntrack) === undefined) return [{ to: 'next', state }];
  const { protocol, port } = state.packet;
  const asked = beforeTranslation(state);
  const decision = judge(snapshot.policies, { direction: 'egress', pod, peer, port, protocol, asked, hairpin });
  return [
    judged(snapshot, state, {
      stage: 'egress',
      decision,
      doubt: snapshot.foreign.onPod(pod, 'egress'),
    }),
  ];
}

/** No policy of SIG Network is asked about what a node sends, nor pods on its network. */
function onNode({ foreign }: Snapshot, state: PacketState): Step {
  const node = homeNode(state.connection.client);
  const doubt = node === undefined ? undefined : foreign.onNode(node);
  return doubt === undefined ? { to: 'next', state } : doubted(state, 'egress', doubt);
}

/** Some plugins see the packet before kube-proxy translates it, and not again behind. */
function beforeTranslation({ conntrack }: PacketState): PolicyQuestion['asked'] {
  const original = untranslated(conntrack);
  return original === undefined ? undefined : { ip: original.destination.text, port: original.port };
}
