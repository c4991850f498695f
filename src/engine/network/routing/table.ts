import type { Address, Cidr, ExternalHost, Node, NodeSources, Pod, Resource, Service } from '../../model/index.ts';

/** Who answers at an address. */
export type Owner =
  | { readonly kind: 'pod'; readonly pod: Resource<Pod>; readonly node: string }
  | { readonly kind: 'node'; readonly node: Resource<Node> }
  /** `onNode`: a process that has the address on every node, as NodeLocal DNSCache does. */
  | { readonly kind: 'external'; readonly host: ExternalHost; readonly onNode?: true }
  | LoadBalancer
  /** Inside a node's pod range, or the cluster's, and no pod has it. */
  | { readonly kind: 'no-pod'; readonly cidr: Cidr; readonly node: string | undefined }
  /** Inside the service range: no machine has such an address, rules only translate it. */
  | { readonly kind: 'service-range'; readonly cidr: Cidr }
  | { readonly kind: 'stranger' };

/**
 * Whatever brings an address of Services to the nodes: a load balancer for the addresses in their status, a router for
 * their externalIPs. `nodes` are those that it may choose from, before it asks for their health.
 */
export interface LoadBalancer {
  readonly kind: 'load-balancer';
  readonly nodes: readonly string[];
  /** The Services that have the address in their status, by namespace and name; none for an external IP. */
  readonly services: readonly Resource<Service>[];
}

/** Who has which address, compiled once. */
export interface RouteTable {
  /** By the text of the address. */
  readonly owners: ReadonlyMap<string, Owner>;
  /** The pod range of each node that has one. */
  readonly nodeRanges: readonly { readonly cidr: Cidr; readonly node: string }[];
  readonly podRanges: readonly Cidr[];
  readonly serviceRanges: readonly Cidr[];
  /** A node's addresses, the primary one of its first family first. */
  readonly nodeAddresses: ReadonlyMap<string, readonly Address[]>;
  /** The nodes to which load balancers and routers send what is for Services. */
  readonly balancedNodes: readonly string[];
  /** The addresses of its block by which pods know a node; none for a node that they know by its own. */
  readonly nodeSources: ReadonlyMap<string, Readonly<Record<keyof NodeSources, readonly Address[]>>>;
  /** Running pods that share their node's network namespace, by node. */
  readonly hostNetworkPods: ReadonlyMap<string, readonly Resource<Pod>[]>;
  /** Pods that are reached through a port of their node, by `node/port/protocol`. */
  readonly hostPorts: ReadonlyMap<string, readonly HostPort[]>;
}

/** A port of a node that leads to a pod there. */
export interface HostPort {
  readonly pod: Resource<Pod>;
  readonly hostPort: number;
  readonly protocol: string;
  readonly containerPort: number;
  /** The address of the node that it is bound to; absent means every one. */
  readonly hostIP: Address | undefined;
  /** The field of the pod that asks for it. */
  readonly path: readonly (string | number)[];
}
