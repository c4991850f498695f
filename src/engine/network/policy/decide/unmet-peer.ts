import type { CompiledSelector, Labels, Requirement } from '../../../model/index.ts';
import { contains, formatCidr, meets, selects } from '../../../model/index.ts';
import type { PodClass } from '../compile/pod-class.ts';
import { holdsAllOf, type PeerRule, type PodScope } from '../contract/peer.ts';
import type { AskedService } from './asked-service.ts';
import type { Connection } from './connection.ts';

type BlocksPeer = Extract<PeerRule, { kind: 'blocks' }>;

/** One condition of a peer that the other end does not meet. */
export type UnmetPeer =
  | { readonly kind: 'own-namespace'; readonly namespace: string }
  | { readonly kind: 'label'; readonly of: Bearer; readonly requirement: Requirement }
  | { readonly kind: 'not-a-pod' }
  /** Where Services are asked for before translation: an address that is no cluster IP. */
  | { readonly kind: 'not-a-service' }
  | { readonly kind: 'not-a-node' }
  | { readonly kind: 'not-in-blocks'; readonly blocks: BlocksPeer }
  | { readonly kind: 'excepted'; readonly except: string }
  | { readonly kind: 'blind' }
  | { readonly kind: 'not-named'; readonly names: readonly string[] }
  | { readonly kind: 'nobody' };

/** Whose labels a selector is held against; for a Service its own selector counts as its labels. */
export type Bearer = 'namespace' | 'pod' | 'node' | 'service';

const MET: readonly never[] = [];

/**
 * What keeps the other end from being this peer; nothing where it is. Verdicts and their explanations both come from
 * here, for both directions.
 *
 * NetworkPolicyPeer in kubernetes staging/src/k8s.io/api/networking/v1/types.go; ClusterNetworkPolicyEgressPeer in
 * network-policy-api apis/v1beta1/clusternetworkpolicy_types.go.
 */
export function unmetPeer(peer: PeerRule, connection: Connection): readonly UnmetPeer[] {
  switch (peer.kind) {
    case 'everyone':
      return MET;
    case 'nobody':
      return [{ kind: 'nobody' }];
    case 'pods':
      if (connection.asksService === 'none') return [{ kind: 'not-a-service' }];
      if (connection.asksService !== undefined) return unmetService(peer.scope, connection.asksService);
      if (connection.peerClass !== undefined) return unmetScope(peer.scope, connection.peerClass);
      return peer.nodesToo === true && connection.peer.kind === 'node' ? MET : [{ kind: 'not-a-pod' }];
    case 'blocks':
      return unmetBlocks(peer, connection);
    case 'nodes':
      return connection.nodeLabels === undefined
        ? [{ kind: 'not-a-node' }]
        : unmetLabels('node', peer.selector, connection.nodeLabels);
    case 'domain-names':
      return peer.addresses.has(connection.peer.ip) ? MET : [{ kind: 'not-named', names: peer.names }];
  }
}

/** What keeps a pod out of a scope: every label of its namespace and of its own that is missing or different. */
export function unmetScope(scope: PodScope, pod: PodClass): readonly UnmetPeer[] {
  return unmetIn(scope, pod, unmetLabels('pod', scope.pods, pod.labels));
}

/** What keeps a Service out of a scope, with its own selector in the place of the pods' labels. */
function unmetService(scope: PodScope, service: AskedService): readonly UnmetPeer[] {
  return unmetIn(scope, service, unmetLabels('service', scope.pods, service.labels));
}

function unmetIn(
  { namespaces }: PodScope,
  one: Pick<PodClass, 'namespace' | 'namespaceLabels'>,
  ofPod: readonly UnmetPeer[],
): readonly UnmetPeer[] {
  if (namespaces.kind === 'matching') {
    const ofNamespace = unmetLabels('namespace', namespaces.selector, one.namespaceLabels);
    return ofNamespace.length === 0 ? ofPod : [...ofNamespace, ...ofPod];
  }
  if (namespaces.namespace === one.namespace) return ofPod;
  return [{ kind: 'own-namespace', namespace: namespaces.namespace }, ...ofPod];
}

function unmetLabels(of: Bearer, selector: CompiledSelector, labels: Labels | undefined): readonly UnmetPeer[] {
  if (selects(selector, labels)) return MET;
  return selector.requirements
    .filter((requirement) => !meets(requirement, labels))
    .map((requirement) => ({ kind: 'label', of, requirement }));
}

/** `except` narrows its own block alone; another rule may allow the same address. */
function unmetBlocks(blocks: BlocksPeer, { peer, address }: Connection): readonly UnmetPeer[] {
  if (blocks.blindTo.some((kind) => kind === peer.kind)) return [{ kind: 'blind' }];
  if (peer.kind !== 'node' && peer.within?.some((range) => holdsAllOf(blocks, range))) return MET;
  if (address === undefined || !blocks.cidrs.some((cidr) => contains(cidr, address))) {
    return [{ kind: 'not-in-blocks', blocks }];
  }
  const except = blocks.except.find((cidr) => contains(cidr, address));
  return except === undefined ? MET : [{ kind: 'excepted', except: formatCidr(except) }];
}
