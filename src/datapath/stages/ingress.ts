import { judge } from '../../network-policy/index.ts';
import { advance, type Flight, fail } from '../flight.ts';
import { isOwnAddress } from '../own-address.ts';
import { peerAt } from '../policy-peer.ts';
import type { Snapshot } from '../snapshot.ts';
import { isExemptHairpin } from './egress.ts';

/** Asks the policies of the pod that the packet came to; they see the source as it is on arrival. */
export function ingress(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { owner, packet, client } = flight;
  if (owner?.kind !== 'pod' || isOwnAddress(flight)) return [flight];
  if (isExemptHairpin(snapshot, client, { kind: 'pod', pod: owner.pod, ip: packet.destination })) return [flight];
  const decision = judge(snapshot.policies, {
    direction: 'ingress',
    pod: owner.pod,
    peer: peerAt(snapshot, packet.source),
    port: packet.port,
    protocol: packet.protocol,
  });
  const { action, reason, rule, considered } = decision;
  const note = { stage: 'ingress', action, reason, rule, considered } as const;
  return [action === 'drop' ? fail(flight, 'timeout', note) : advance(flight, {}, note)];
}
