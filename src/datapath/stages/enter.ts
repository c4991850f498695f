import { ownerOf } from '../../routing/index.ts';
import { homeNode } from '../client.ts';
import type { Flight } from '../flight.ts';
import type { Snapshot } from '../snapshot.ts';
import { routeFrom } from './route.ts';
import { translateAt } from './translate.ts';

/**
 * Translates on a node that the packet reaches from elsewhere: a node port, a host port, a load balancer's address.
 * The client's own node had its say in `translate`.
 */
export function enter(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const node = flight.place.node;
  const reachedNode = flight.owner === undefined || flight.owner.kind === 'node';
  if (node === undefined || !reachedNode || node === homeNode(flight.client)) return [flight];
  return translateAt(snapshot, flight, { node, from: 'outside' }).flatMap((next) => {
    if (next.end !== undefined || (next.owner?.kind === 'node' && next.translated === flight.translated)) return [next];
    return routeFrom(snapshot, next, ownerOf(snapshot.routes, next.packet.destination));
  });
}
