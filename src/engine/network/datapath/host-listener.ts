import { listeningOf, type UnknownContainer } from '../../control-plane/kubelet/index.ts';
import type { Address, Listener, Pod, Resource, SentPacket } from '../../model/index.ts';
import type { Snapshot } from './snapshot.ts';

/** Where a packet goes. */
type Socket = Pick<SentPacket, 'destination' | 'port' | 'protocol'>;

/** The pod on a node's own network that listens at a port of the node, and its listener. */
export function hostListener(
  { routes, view }: Snapshot,
  node: string,
  to: Socket,
): { readonly pod: Resource<Pod>; readonly listener: Listener } | undefined {
  for (const pod of routes.hostNetworkPods.get(node) ?? []) {
    const listener = findListener(listeningOf(view.spec, pod.object).listeners, to);
    if (listener !== undefined) return { pod, listener };
  }
  return undefined;
}

/** A pod on a node's own network of which nothing says what one of its containers listens on. */
export function untoldHostPod(
  { routes, view }: Snapshot,
  node: string,
): { readonly pod: Resource<Pod>; readonly unknown: UnknownContainer } | undefined {
  for (const pod of routes.hostNetworkPods.get(node) ?? []) {
    const { unknown } = listeningOf(view.spec, pod.object);
    if (unknown !== undefined) return { pod, unknown };
  }
  return undefined;
}

export function findListener(listeners: readonly Listener[], to: Socket): Listener | undefined {
  return listeners.find(
    ({ port, protocol, loopback }) =>
      port === to.port && protocol === to.protocol && (loopback === undefined || isBound(loopback, to.destination)),
  );
}

/** What is bound to 127.0.0.1 takes no packets for another address, not even for another one of loopback. */
function isBound(loopback: string, destination: Address): boolean {
  return destination.text === loopback;
}
