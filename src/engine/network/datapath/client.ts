import type { Address, ClusterView, Node, Party, Place, Pod, Resource } from '../../model/index.ts';
import { podAddresses, usesHostNetwork } from '../../model/index.ts';
import { ownerOf, routesOf } from '../routing/index.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Whoever opens a connection. An external client that names no entry node enters where its target's address is; it has
 * one address for each family that it speaks.
 */
export type Client =
  | { readonly kind: 'pod'; readonly pod: Resource<Pod>; readonly container?: string }
  | { readonly kind: 'node'; readonly node: Resource<Node> }
  | { readonly kind: 'external'; readonly addresses: readonly Address[]; readonly entryNode?: string };

/** The client that has an address: a pod, a node, else a client outside the cluster. */
export function clientAt(view: ClusterView, address: Address): Client {
  const owner = ownerOf(routesOf(view), address);
  if (owner.kind === 'pod') return { kind: 'pod', pod: owner.pod };
  return owner.kind === 'node' ? { kind: 'node', node: owner.node } : { kind: 'external', addresses: [address] };
}

/** The node that the client is on; none for a client outside, and for a pod that is on no node. */
export function homeNode(client: Client): string | undefined {
  if (client.kind === 'pod') return client.pod.object.spec.nodeName;
  return client.kind === 'node' ? client.node.ref.name : undefined;
}

/** Reports whether the client has a network namespace of its own, apart from its node's. */
export function isIsolatedPod(client: Client): client is Extract<Client, { kind: 'pod' }> {
  return client.kind === 'pod' && !usesHostNetwork(client.pod.object);
}

/** The client's addresses, the one of its primary family first. */
export function addressesOf(snapshot: Snapshot, client: Client): readonly Address[] {
  if (client.kind === 'external') return client.addresses;
  if (client.kind === 'node') return snapshot.routes.nodeAddresses.get(client.node.ref.name) ?? [];
  return podAddresses(client.pod.object);
}

/** The client as a trace speaks of it. */
export function partyOf(snapshot: Snapshot, client: Client): Party {
  const ip = addressesOf(snapshot, client)[0];
  const address = ip === undefined ? {} : { ip };
  if (client.kind === 'external') return { kind: 'External', name: ip?.text ?? 'outside', ...address };
  if (client.kind === 'node') {
    return { kind: 'Node', name: client.node.ref.name, ...address, node: client.node.ref.name };
  }
  const party = podParty(client.pod);
  return client.container === undefined ? party : { ...party, container: client.container };
}

const podParties = new WeakMap<Resource<Pod>, Party>();

/** A pod as a trace speaks of it. Resources are immutable, so that each is described once. */
export function podParty(pod: Resource<Pod>): Party {
  let party = podParties.get(pod);
  if (party === undefined) {
    party = describePod(pod);
    podParties.set(pod, party);
  }
  return party;
}

const podPlaces = new WeakMap<Resource<Pod>, Place>();

/** The pod's network namespace. */
export function podPlace(pod: Resource<Pod>): Place {
  let place = podPlaces.get(pod);
  if (place === undefined) {
    const node = pod.object.spec.nodeName;
    place = node === undefined ? { pod: pod.ref } : { pod: pod.ref, node };
    podPlaces.set(pod, place);
  }
  return place;
}

function describePod(pod: Resource<Pod>): Party {
  const ip = podAddresses(pod.object)[0];
  const node = pod.object.spec.nodeName;
  return {
    kind: 'Pod',
    namespace: pod.ref.namespace,
    name: pod.ref.name,
    ...(ip === undefined ? {} : { ip }),
    ...(node === undefined ? {} : { node }),
  };
}

/** Where the client's packets start: in a pod's network namespace, in a node's, or outside. */
export function placeOf(client: Client): Place {
  if (client.kind === 'pod') return podPlace(client.pod);
  return client.kind === 'node' ? { node: client.node.ref.name } : {};
}
