import { sameRef } from '../../model/index.ts';
import { judge, type PolicyDecision, type PolicyPeer } from '../../network-policy/index.ts';
import { type Client, isIsolatedPod } from '../client.ts';
import { advance, type Flight, fail } from '../flight.ts';
import { isOwnAddress } from '../own-address.ts';
import { peerAt } from '../policy-peer.ts';
import type { Snapshot } from '../snapshot.ts';

type PodClient = Extract<Client, { kind: 'pod' }>;

/** Asks the policies of the client's pod; they see the address that kube-proxy translated to. */
export function egress(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { client } = flight;
  if (!isIsolatedPod(client) || isOwnAddress(flight)) return [flight];
  const peer = peerAt(snapshot, flight.packet.destination);
  if (isExemptHairpin(snapshot, client, peer)) return [flight];
  const decision = decide(snapshot, flight, client, peer);
  const { action, reason, rule, considered } = decision;
  const note = { stage: 'egress', action, reason, rule, considered } as const;
  return [action === 'drop' ? fail(flight, 'timeout', note) : advance(flight, {}, note)];
}

/** Some plugins see the packet before kube-proxy translates it, and once more behind. */
function decide(snapshot: Snapshot, { packet, asked }: Flight, { pod }: PodClient, peer: PolicyPeer): PolicyDecision {
  if (asked !== undefined && snapshot.view.spec.network.policies.egressSeesServiceIP) {
    const before = judge(snapshot.policies, {
      direction: 'egress',
      pod,
      peer: { ...peer, ip: asked.destination },
      port: asked.port,
      protocol: packet.protocol,
    });
    if (before.action === 'drop') return before;
  }
  return judge(snapshot.policies, { direction: 'egress', pod, peer, port: packet.port, protocol: packet.protocol });
}

/** Through a Service, back to the very pod: Kubernetes leaves open whether policies apply; the cluster's plugin decides. */
export function isExemptHairpin(snapshot: Snapshot, client: Client, peer: PolicyPeer): boolean {
  if (snapshot.view.spec.network.policies.hairpin === 'enforce') return false;
  return client.kind === 'pod' && peer.kind === 'pod' && sameRef(peer.pod.ref, client.pod.ref);
}
