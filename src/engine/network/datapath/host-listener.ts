import { listeningOf, type UnknownContainer } from '../../control-plane/kubelet/index.ts';
import type { Listener, PacketProtocol, Pod, Resource } from '../../model/index.ts';
import type { Snapshot } from './snapshot.ts';

/** The pod on a node's own network that listens at a port of the node, and its listener. */
export function hostListener(
  { routes, view }: Snapshot,
  node: string,
  to: { readonly port: number; readonly protocol: PacketProtocol },
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

export function findListener(
  listeners: readonly Listener[],
  to: { readonly port: number; readonly protocol: PacketProtocol },
): Listener | undefined {
  return listeners.find(({ port, protocol }) => port === to.port && protocol === to.protocol);
}
