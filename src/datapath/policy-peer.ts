import type { PolicyPeer } from '../network-policy/index.ts';
import { ownerOf } from '../routing/index.ts';
import type { Snapshot } from './snapshot.ts';

/** How network policies see the machine behind an address: a pod, a node, or an address outside. */
export function peerAt(snapshot: Snapshot, ip: string): PolicyPeer {
  const owner = ownerOf(snapshot.routes, ip);
  if (owner.kind === 'pod') return { kind: 'pod', pod: owner.pod, ip };
  if (owner.kind === 'node') return { kind: 'node', node: owner.node.ref.name, ip };
  return { kind: 'external', ip };
}
