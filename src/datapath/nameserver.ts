import { type Ask, askDirectly } from '../dns/index.ts';
import type { Hop, Trace } from '../model/index.ts';
import type { Client } from './client.ts';
import type { Snapshot } from './snapshot.ts';
import { trace } from './trace.ts';

/**
 * Asks nameservers over the cluster's network: a question to the cluster's DNS is a packet like any other, and is lost
 * where a policy drops it, or where no DNS pod is ready. A server that answers sometimes answers in the end: resolvers
 * ask twice.
 *
 * `lost` collects why questions were lost.
 */
export function askOverNetwork(snapshot: Snapshot, client: Client, lost: Map<string, Hop>): Ask {
  const direct = askDirectly(snapshot.zone);
  return (server, question) => {
    if (!snapshot.zone.servers.has(server)) return direct(server, question);
    const way = wayTo(snapshot, client, server);
    if (way.reach === 'always' || way.reach === 'sometimes') return direct(server, question);
    const last = way.branches[0]?.hops.at(-1);
    if (last !== undefined) lost.set(server, last);
    return way.outcome === 'refused' ? 'refused' : 'timeout';
  };
}

const ways = new WeakMap<Snapshot, Map<string, Trace>>();

/** Every look-up of a client needs the same way to its nameserver: it is followed once. */
function wayTo(snapshot: Snapshot, client: Client, server: string): Trace {
  const known = ways.get(snapshot) ?? new Map<string, Trace>();
  ways.set(snapshot, known);
  const who =
    client.kind === 'pod'
      ? `${client.pod.ref.namespace}/${client.pod.ref.name}`
      : client.kind === 'node'
        ? client.node.ref.name
        : client.ip;
  const key = `${who} ${server}`;
  const way = known.get(key) ?? trace(snapshot, { client, host: server, port: 53, protocol: 'UDP' });
  known.set(key, way);
  return way;
}
