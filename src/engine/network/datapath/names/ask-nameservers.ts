import type { DnsQuery, Hop, Node, Outcome as OutcomeOfWay, Pod, Resource, Trace } from '../../../model/index.ts';
import { type Ask, askDirectly } from '../../dns/index.ts';
import type { Asker, Context } from '../context.ts';
import type { Snapshot } from '../snapshot.ts';

/** Where a question got lost, or nobody can tell whether it did. */
export interface Lost {
  readonly hop: Hop;
  readonly outcome: OutcomeOfWay;
}

/**
 * Asks nameservers over the cluster's network: a question is a packet like any other, and is lost where a policy drops
 * it, or where no DNS pod is ready. A server that answers sometimes answers in the end: resolvers ask twice. Nameservers
 * outside the cluster are taken to answer whatever reaches them.
 *
 * `lost` collects why questions were lost, by server.
 */
export function askOverNetwork(context: Context, client: Asker, lost: Map<string, Lost>): Ask {
  const direct = askDirectly(context.snapshot.zone);
  return (server, question) => {
    if (reachesServer(context, client, server)) return direct(server, question);
    const way = wayTo(context, client, server);
    const branch = way.branches.find(({ outcome }) => outcome === 'unknown') ?? way.branches[0];
    const last = branch?.hops.at(-1);
    if (branch !== undefined && last !== undefined) lost.set(server, { hop: last, outcome: branch.outcome });
    return way.outcome === 'refused' ? 'refused' : 'timeout';
  };
}

/** Reports whether a client's questions get through to a nameserver. */
export function reachesServer(context: Context, client: Asker, server: string): boolean {
  const { reach, outcome, branches } = wayTo(context, client, server);
  const { view, zone } = context.snapshot;
  const { address, serviceIP } = view.spec.dns;
  const isDeclared = server === address && address !== serviceIP;
  // Where it is a way out of the cluster that nobody knows, and not something on the way.
  const leaves = branches.every(({ hops }) => hops.at(-1)?.reason.code === 'unknown-host');
  const outside = outcome === 'unknown' && (isDeclared || (leaves && !zone.servers.has(server)));
  return outside || reach === 'always' || reach === 'sometimes';
}

/** The ways of a look-up's questions, one for each nameserver that was asked; /etc/hosts is none. */
export function waysOf(context: Context, client: Asker, queries: readonly DnsQuery[]): readonly Trace[] {
  const servers = new Set(queries.map(({ server }) => server).filter((server) => server !== '/etc/hosts'));
  return [...servers].map((server) => wayTo(context, client, server));
}

const known = new WeakMap<Snapshot, Map<Resource<Pod | Node>, Map<string, Trace>>>();

/** Every look-up of a client needs the same way to its nameserver: it is followed once. Containers of a pod share it. */
function wayTo(context: Context, client: Asker, server: string): Trace {
  const ofClients = known.get(context.snapshot) ?? new Map<Resource<Pod | Node>, Map<string, Trace>>();
  known.set(context.snapshot, ofClients);
  const asker = client.kind === 'pod' ? client.pod : client.node;
  const ofServers = ofClients.get(asker) ?? new Map<string, Trace>();
  ofClients.set(asker, ofServers);
  const way = ofServers.get(server) ?? context.ask(client, server);
  ofServers.set(server, way);
  return way;
}
