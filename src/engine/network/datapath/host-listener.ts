import { listeningOf } from '../../control-plane/kubelet/index.ts';
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

export function findListener(
  listeners: readonly Listener[],
  to: { readonly port: number; readonly protocol: PacketProtocol },
): Listener | undefined {
  return listeners.find(({ port, protocol }) => port === to.port && protocol === to.protocol);
}
