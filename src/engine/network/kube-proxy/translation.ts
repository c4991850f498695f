import type { Considered, Decision, ObjectRef, SocketAddress } from '../../model/index.ts';
import { sameAddress } from '../../model/index.ts';
import type { Endpoint } from './endpoint.ts';
import type { ProxiedPort, ServiceVia } from './proxied-port.ts';

/**
 * Where a packet meets a node's netfilter: a pod's packets on its own node (PREROUTING), a node's own and those of its
 * hostNetwork pods (OUTPUT), all others on the node that they enter the cluster by or are routed to (PREROUTING).
 */
export interface Entry {
  readonly node: string;
  readonly from: 'pod' | 'node' | 'outside';
}

/** What kube-proxy does with the first packet of a connection. */
export type Translation = NotHandled | Branches | End;

/** No Service rule applies: the packet is routed as it is. `considered` names what a person would have meant. */
export interface NotHandled {
  readonly kind: 'not-handled';
  readonly considered: readonly Considered[];
}

/** The destination becomes one of the endpoints; the source becomes the node's where `masquerade` says so. */
export interface Branches {
  readonly kind: 'branches';
  readonly via: ServiceVia;
  readonly service: ObjectRef;
  readonly servicePort: ProxiedPort;
  /** Whether the traffic as such is masqueraded; a branch that leads a pod to itself is besides. */
  readonly masquerade: boolean;
  /** One for each endpoint, by the string `ip:port`: never empty, and the probabilities add up to 1. */
  readonly branches: readonly EndpointBranch[];
  readonly affinity?: Affinity;
}

export interface EndpointBranch {
  readonly probability: number;
  readonly destination: SocketAddress;
  readonly endpoint: Endpoint;
  readonly masquerade: boolean;
  readonly decision: Decision<'rewrite'>;
}

/** Connections with the same `key` go to the same endpoint until `timeoutSeconds` pass without a new one. */
export interface Affinity {
  readonly kind: 'ClientIP';
  readonly timeoutSeconds: number;
  readonly key: string;
}

/** The packet ends here. `service` is absent for an address of the service CIDR that no Service has. */
export interface End {
  readonly kind: 'end';
  readonly outcome: 'refused' | 'timeout';
  readonly via: ServiceVia;
  readonly service?: ObjectRef;
  readonly decision: Decision<'reject' | 'drop'>;
}

/**
 * Narrows a translation to the endpoint that its client used last (see `Affinity`). Where that endpoint is gone, all
 * branches stay, as for a client that has not connected before.
 */
export function keepAffinity(translation: Branches, last: SocketAddress): Branches {
  const kept = translation.branches.find(
    ({ destination }) => sameAddress(destination.ip, last.ip) && destination.port === last.port,
  );
  return kept === undefined ? translation : { ...translation, branches: [{ ...kept, probability: 1 }] };
}
