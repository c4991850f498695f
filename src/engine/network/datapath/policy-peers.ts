import type { Address, Pod, Resource } from '../../model/index.ts';
import { cidrOf, sameRef, usesHostNetwork } from '../../model/index.ts';
import type { PolicyPeer } from '../policy/index.ts';
import { ownerOf } from '../routing/index.ts';
import type { Client } from './client.ts';
import { isMasqueraded } from './conntrack.ts';
import { hostListener } from './host-listener.ts';
import type { PacketState } from './packet-state.ts';
import type { Snapshot } from './snapshot.ts';

/** The pod whose policies are asked at the start of a way; none for nodes and, with most plugins, pods on their network. */
export function policedClient(snapshot: Snapshot, { connection: { client } }: PacketState): Resource<Pod> | undefined {
  if (client.kind !== 'pod') return undefined;
  return usesHostNetwork(client.pod.object) && !knowsHostPods(snapshot) ? undefined : client.pod;
}

/** The pod whose policies are asked where a way ends. */
export function policedReceiver(snapshot: Snapshot, { receiver, packet }: PacketState): Resource<Pod> | undefined {
  if (receiver?.kind === 'pod') return receiver.pod;
  if (receiver?.kind !== 'node' || !knowsHostPods(snapshot)) return undefined;
  return hostListener(snapshot, receiver.node.ref.name, packet)?.pod;
}

/** How policies see the destination: a pod, a node, or an address outside. */
export function destinationPeer(snapshot: Snapshot, { packet }: PacketState): PolicyPeer {
  const peer = peerAt(snapshot, packet.destination);
  if (peer.kind !== 'node' || !knowsHostPods(snapshot)) return peer;
  const pod = hostListener(snapshot, peer.node, packet)?.pod;
  return pod === undefined ? peer : { kind: 'pod', pod, ip: peer.ip };
}

/**
 * How policies see the source of what comes to a pod. Some plugins ask before the pod's own node masquerades, and see the
 * client; what another node masqueraded has an address of that node for all of them.
 */
export function sourcePeer(snapshot: Snapshot, state: PacketState): PolicyPeer {
  const { reading } = snapshot.view.spec.network.policies;
  const { source, masqueraded } = reading.ingressSeesMasquerade ? asItArrives(state) : beforeOwnNode(state);
  const { client } = state.connection;
  const onHost = client.kind === 'pod' && usesHostNetwork(client.pod.object);
  if (onHost && !masqueraded && knowsHostPods(snapshot)) return { kind: 'pod', pod: client.pod, ip: source.text };
  const peer = peerAt(snapshot, source);
  const isForwarded = client.kind === 'external' && peer.kind === 'node' && peer.node !== nodeOf(state);
  if (isForwarded && reading.forwardedClients === 'outside') return somebodyOutside(source);
  return peer;
}

interface Source {
  readonly source: Address;
  readonly masqueraded: boolean;
}

function asItArrives({ packet, conntrack }: PacketState): Source {
  return { source: packet.source, masqueraded: isMasqueraded(conntrack) };
}

/** The source that the packet had when it came to the pod's node, or was sent there. */
function beforeOwnNode(state: PacketState): Source {
  const [newest, ...others] = state.conntrack;
  if (newest === undefined || newest.node !== nodeOf(state)) return asItArrives(state);
  return { source: newest.original.source, masqueraded: isMasqueraded(others) };
}

/** A client of whom no address is known. */
function somebodyOutside({ family }: Address): PolicyPeer {
  return { kind: 'external', ip: '', within: [cidrOf({ family, value: 0n }, 0)] };
}

function nodeOf({ receiver }: PacketState): string | undefined {
  if (receiver?.kind === 'pod') return receiver.node;
  return receiver?.kind === 'node' ? receiver.node.ref.name : undefined;
}

/** Reports whether a client is the pod itself, be it by way of a Service. */
export function isItself(client: Client, pod: Resource<Pod>): boolean {
  return client.kind === 'pod' && sameRef(client.pod.ref, pod.ref);
}

/** Reports whether the plugin takes pods on the host network for pods, and not for their node. */
function knowsHostPods({ view }: Snapshot): boolean {
  return view.spec.network.policies.reading.hostNetwork === 'pod';
}

function peerAt(snapshot: Snapshot, address: Address): PolicyPeer {
  const owner = ownerOf(snapshot.routes, address);
  const ip = address.text;
  if (owner.kind === 'pod') return { kind: 'pod', pod: owner.pod, ip };
  if (owner.kind === 'node') return { kind: 'node', node: owner.node.ref.name, ip };
  return { kind: 'external', ip };
}
