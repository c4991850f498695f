import { judge, type PolicyQuestion } from '../../policy/index.ts';
import { type Flight, judged } from '../flight.ts';
import { isOwnAddress } from '../own-address.ts';
import type { Snapshot } from '../snapshot.ts';
import { destinationPeer, isItself, subjectAtSource } from '../subject-and-peer.ts';

/** Asks the policies of the client's pod; they see the address that kube-proxy translated to. */
export function egress(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const pod = subjectAtSource(snapshot, flight);
  if (pod === undefined || isOwnAddress(flight)) return [flight];
  const peer = destinationPeer(snapshot, flight);
  const hairpin = peer.kind === 'pod' && isItself(flight.client, peer.pod);
  if (hairpin && flight.asked === undefined) return [flight];
  const { protocol, port } = flight.packet;
  const asked = untranslated(flight);
  const decision = judge(snapshot.policies, { direction: 'egress', pod, peer, port, protocol, asked, hairpin });
  return [judged(flight, 'egress', decision)];
}

/** Where the packet went before kube-proxy translated it: some plugins see it there, and not again behind. */
function untranslated({ asked }: Flight): PolicyQuestion['asked'] {
  return asked === undefined ? undefined : { ip: asked.destination, port: asked.port };
}
