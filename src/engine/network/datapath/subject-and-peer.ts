import type { Pod, Resource } from '../../model/index.ts';
import { sameRef, usesHostNetwork } from '../../model/index.ts';
import type { PolicyPeer } from '../policy/index.ts';
import { ownerOf } from '../routing/index.ts';
import type { Client } from './client.ts';
import type { Flight } from './flight.ts';
import { hostListener } from './host-listener.ts';
import type { Snapshot } from './snapshot.ts';

/** The pod whose policies are asked at the start of a flight; none for nodes and, with most plugins, pods on their network. */
export function subjectAtSource(snapshot: Snapshot, { client }: Flight): Resource<Pod> | undefined {
  if (client.kind !== 'pod') return undefined;
  return usesHostNetwork(client.pod.object) && !tellsHostPods(snapshot) ? undefined : client.pod;
}

/** The pod whose policies are asked where a flight ends. */
export function subjectAtDestination(snapshot: Snapshot, { owner, packet }: Flight): Resource<Pod> | undefined {
  if (owner?.kind === 'pod') return owner.pod;
  if (owner?.kind !== 'node' || !tellsHostPods(snapshot)) return undefined;
  return hostListener(snapshot, owner.node.ref.name, packet)?.pod;
}

/** How policies see the destination: a pod, a node, or an address outside. */
export function destinationPeer(snapshot: Snapshot, { packet }: Flight): PolicyPeer {
  const peer = peerAt(snapshot, packet.destination);
  if (peer.kind !== 'node' || !tellsHostPods(snapshot)) return peer;
  const pod = hostListener(snapshot, peer.node, packet)?.pod;
  return pod === undefined ? peer : { kind: 'pod', pod, ip: peer.ip };
}

/** How policies see the source, as it is on arrival. */
export function sourcePeer(snapshot: Snapshot, { client, packet, masqueraded }: Flight): PolicyPeer {
  const onHost = client.kind === 'pod' && usesHostNetwork(client.pod.object);
  if (onHost && !masqueraded && tellsHostPods(snapshot)) return { kind: 'pod', pod: client.pod, ip: packet.source };
  return peerAt(snapshot, packet.source);
}

/** Reports whether a client is the pod itself; having been to a Service in between, it is judged all the same. */
export function isItself(client: Client, pod: Resource<Pod>): boolean {
  return client.kind === 'pod' && sameRef(client.pod.ref, pod.ref);
}

function tellsHostPods({ view }: Snapshot): boolean {
  return view.spec.network.policies.reading.hostNetwork === 'pod';
}

function peerAt(snapshot: Snapshot, ip: string): PolicyPeer {
  const owner = ownerOf(snapshot.routes, ip);
  if (owner.kind === 'pod') return { kind: 'pod', pod: owner.pod, ip };
  if (owner.kind === 'node') return { kind: 'node', node: owner.node.ref.name, ip };
  return { kind: 'external', ip };
}
