import { judge } from '../../network-policy/index.ts';
import { ownerOf } from '../../routing/index.ts';
import { type Client, isIsolatedPod } from '../client.ts';
import { advance, type Flight, fail } from '../flight.ts';
import { isOwnAddress } from '../own-address.ts';
import { peerAt } from '../policy-peer.ts';
import type { Snapshot } from '../snapshot.ts';

/** Asks the policies of the client's pod; they see the address that kube-proxy translated to. */
export function egress(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { client, packet } = flight;
  if (!isIsolatedPod(client) || isOwnAddress(flight) || goesBackToItself(snapshot, flight, client)) return [flight];
  const decision = judge(snapshot.policies, {
    direction: 'egress',
    pod: client.pod,
    peer: peerAt(snapshot, packet.destination),
    port: packet.port,
    protocol: packet.protocol,
  });
  const note = { stage: 'egress', ...decision } as const;
  return [decision.action === 'drop' ? fail(flight, 'timeout', note) : advance(flight, {}, note)];
}

/** Through a Service, back to the very pod: Kubernetes leaves open whether policies apply; the cluster's plugin decides. */
export function goesBackToItself(
  snapshot: Snapshot,
  flight: Flight,
  client: Extract<Client, { kind: 'pod' }>,
): boolean {
  if (snapshot.view.spec.network.policies.hairpin === 'enforce') return false;
  const owner = ownerOf(snapshot.routes, flight.packet.destination);
  return (
    owner.kind === 'pod' &&
    owner.pod.ref.name === client.pod.ref.name &&
    owner.pod.ref.namespace === client.pod.ref.namespace
  );
}
