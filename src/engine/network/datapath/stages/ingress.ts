import { judge } from '../../policy/index.ts';
import { type Flight, judged } from '../flight.ts';
import { isOwnAddress } from '../own-address.ts';
import type { Snapshot } from '../snapshot.ts';
import { isItself, sourcePeer, subjectAtDestination } from '../subject-and-peer.ts';

/**
 * Asks the policies of the pod that the packet came to; they see the source as it is on arrival. What a pod sent to
 * itself through a Service counts as its own, whatever address the node put there.
 */
export function ingress(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { packet, client } = flight;
  const pod = subjectAtDestination(snapshot, flight);
  if (pod === undefined || isOwnAddress(flight)) return [flight];
  const hairpin = isItself(client, pod);
  if (hairpin && flight.asked === undefined) return [flight];
  const decision = judge(snapshot.policies, {
    direction: 'ingress',
    pod,
    peer: hairpin ? { kind: 'pod', pod, ip: packet.destination } : sourcePeer(snapshot, flight),
    port: packet.port,
    protocol: packet.protocol,
    hairpin,
  });
  return [judged(flight, 'ingress', decision)];
}
