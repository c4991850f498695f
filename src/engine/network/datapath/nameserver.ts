import type { Hop, Trace } from '../../model/index.ts';
import { type Ask, askDirectly } from '../dns/index.ts';
import { type Client, clientKey } from './client.ts';
import type { Snapshot } from './snapshot.ts';
import { trace } from './trace.ts';

/**
 * Asks nameservers over the cluster's network: a question is a packet like any other, and is lost where a policy drops
 * it, or where no DNS pod is ready. A server that answers sometimes answers in the end: resolvers ask twice. Nameservers
 * outside the cluster are taken to answer whatever reaches them.
 *
 * `lost` collects why questions were lost, by server.
 */
export function askOverNetwork(snapshot: Snapshot, client: Client, lost: Map<string, Hop>): Ask {
  const direct = askDirectly(snapshot.zone);
  return (server, question) => {
    if (reachesServer(snapshot, client, server)) return direct(server, question);
    const way = wayTo(snapshot, client, server);
    const last = way.branches[0]?.hops.at(-1);
    if (last !== undefined) lost.set(server, last);
    return way.outcome === 'refused' ? 'refused' : 'timeout';
  };
}

/** Reports whether a client's questions get through to a nameserver. */
export function reachesServer(snapshot: Snapshot, client: Client, server: string): boolean {
  const { reach, outcome } = wayTo(snapshot, client, server);
  const outside = outcome === 'unknown' && !snapshot.zone.servers.has(server);
  return outside || reach === 'always' || reach === 'sometimes';
}

const ways = new WeakMap<Snapshot, Map<string, Trace>>();

/** Every look-up of a client needs the same way to its nameserver: it is followed once. */
function wayTo(snapshot: Snapshot, client: Client, server: string): Trace {
  const known = ways.get(snapshot) ?? new Map<string, Trace>();
  ways.set(snapshot, known);
  const key = `${clientKey(client)} ${server}`;
  const way = known.get(key) ?? trace(snapshot, { client, host: server, port: 53, protocol: 'UDP' });
  known.set(key, way);
  return way;
}
