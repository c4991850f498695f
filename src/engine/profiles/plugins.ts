import type { NodeSources } from '../model/index.ts';

/**
 * By which address pods know the nodes, plugin by plugin: the address of the interface that a packet leaves the node by.
 *
 * - To pods of the node itself: the gateway where the interface has an address (the ptp plugin of kind, bridges), else the
 *   node's own (Calico, the VPC CNI and Azure CNI give the node's end of a pair none). Seen on a Linux kernel.
 * - To pods of other nodes: the node's own address where the network is routed. flannel.1 has the address that the node's
 *   block begins with (flannel pkg/backend/vxlan), and the tunnel devices of Calico, which take theirs before the first
 *   pod does, too (calico issue 7850, calicoctl issue 2105). Antrea's `antrea-gw0` has the first host address
 *   (docs/design/architecture.md), `ovn-k8s-mp0` the second.
 *
 * Cilium's router address is any one of the block; the first host address stands for it.
 */
const SOURCES: ReadonlyMap<string, NodeSources> = new Map<string, NodeSources>([
  ['antrea', { ownPods: 'gateway', otherPods: 'gateway' }],
  ['bridge', { ownPods: 'gateway', otherPods: 'node' }],
  ['calico', { ownPods: 'node', otherPods: 'first' }],
  ['cilium', { ownPods: 'gateway', otherPods: 'gateway' }],
  ['flannel', { ownPods: 'gateway', otherPods: 'first' }],
  ['gke-dataplane-v2', { ownPods: 'gateway', otherPods: 'node' }],
  ['kindnet', { ownPods: 'gateway', otherPods: 'node' }],
  ['kube-router', { ownPods: 'gateway', otherPods: 'node' }],
  ['kubenet', { ownPods: 'gateway', otherPods: 'node' }],
  ['ovn-kubernetes', { ownPods: 'management', otherPods: 'management' }],
]);

/** A routed network of pairs without addresses: plugins that no source speaks of, and the one that `kubeadm` stands for. */
const ROUTED: NodeSources = { ownPods: 'node', otherPods: 'node' };

export function nodeSourcesOf(plugin: string): NodeSources {
  return SOURCES.get(plugin) ?? ROUTED;
}
