import { runningContainers } from '../../model/index.ts';
import { type AddressResolution, nodeResolver, podResolver, type ResolverClient } from '../dns/index.ts';
import { type Client, clientKey } from './client.ts';
import { reachesServer } from './nameserver.ts';
import type { Snapshot } from './snapshot.ts';

/** How a client resolves names. */
export interface Resolving {
  readonly resolver: ResolverClient;
  /**
   * What hosts resolve to for every client that asks the same servers in the same way, whatever its /etc/hosts says;
   * absent for a client whose questions are lost: what loses them is a matter of its own.
   */
  readonly shared: Map<string, AddressResolution> | undefined;
}

interface Remembered {
  readonly byClient: Map<string, Resolving | undefined>;
  readonly answers: Map<string, Map<string, AddressResolution>>;
}

const remembered = new WeakMap<Snapshot, Remembered>();

/** Worked out once for each client of a snapshot; `undefined` for clients that no cluster configures. */
export function resolvingOf(snapshot: Snapshot, client: Client): Resolving | undefined {
  if (client.kind === 'external') return undefined;
  const known = remembered.get(snapshot) ?? { byClient: new Map(), answers: new Map() };
  remembered.set(snapshot, known);
  const key = `${clientKey(client)} ${client.kind === 'pod' ? (client.container ?? '') : ''}`;
  if (!known.byClient.has(key)) known.byClient.set(key, resolving(snapshot, client, known));
  return known.byClient.get(key);
}

function resolving(snapshot: Snapshot, client: Client, { answers }: Remembered): Resolving | undefined {
  const resolver = resolverOf(snapshot, client);
  if (resolver === undefined) return undefined;
  const { libc, families, resolvConf } = resolver;
  if (!resolvConf.nameservers.every((server) => reachesServer(snapshot, client, server))) {
    return { resolver, shared: undefined };
  }
  const way = JSON.stringify([libc, families, resolvConf.nameservers, resolvConf.searches, resolvConf.options]);
  const shared = answers.get(way) ?? new Map<string, AddressResolution>();
  answers.set(way, shared);
  return { resolver, shared };
}

function resolverOf({ view }: Snapshot, client: Client): ResolverClient | undefined {
  switch (client.kind) {
    case 'external':
      return undefined;
    case 'node': {
      const spec = view.nodeSpec(client.node.ref.name);
      return spec === undefined ? undefined : nodeResolver(view, spec);
    }
    case 'pod': {
      const container = runningContainers(client.pod.object).find(({ name }) => name === client.container);
      return podResolver(view, client.pod, container);
    }
  }
}
