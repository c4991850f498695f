import { formatDestination } from '../../../model/index.ts';
import { ownerOf } from '../../routing/index.ts';
import { type Flight, fail, sent } from '../flight.ts';
import type { Snapshot } from '../snapshot.ts';
import { routeFrom } from './route.ts';
import { translateAt } from './translate.ts';

/**
 * Translates on a node that the packet reaches from elsewhere: a node port, a host port, a load balancer's address.
 * The client's own node had its say in `translate`.
 */
export function enter(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { node } = flight.place;
  if (!flight.entering || node === undefined) return [flight];
  return translateAt(snapshot, { ...flight, entering: false }, { node, from: 'outside' }).flatMap((next) => {
    if (next.end !== undefined) return [next];
    const untouched = next.trail === flight.trail;
    if (untouched && next.owner !== undefined) return [next];
    const owner = ownerOf(snapshot.routes, sent(next).destination);
    if (owner.kind === 'load-balancer') return [notTaken(next, node)];
    const routed = routeFrom(snapshot, next, owner);
    // As it came, it goes on to the node that has the address, whose rules have their say then.
    return untouched ? routed.flatMap((each) => enter(snapshot, each)) : routed;
  });
}

function notTaken(flight: Flight, node: string): Flight {
  const text = `no rule on node ${node} translates ${formatDestination(flight.packet)}/${flight.packet.protocol}, and the node does not have that address`;
  return fail(flight, 'timeout', { stage: 'route', action: 'drop', reason: { code: 'not-translated', text } });
}
