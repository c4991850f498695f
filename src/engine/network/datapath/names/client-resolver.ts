import type { Address, Node, Pod, Resolution, Resource } from '../../../model/index.ts';
import { runningContainers } from '../../../model/index.ts';
import { nodeResolver, podResolver, type ResolverClient, serversAsked } from '../../dns/index.ts';
import type { Client } from '../client.ts';
import type { Asker, Context } from '../context.ts';
import type { Snapshot } from '../snapshot.ts';
import { reachesServer } from './ask-nameservers.ts';

/** How a client that the cluster configures resolves names. */
export interface ClientResolver {
  readonly asker: Asker;
  readonly resolver: ResolverClient;
  /**
   * What hosts resolve to for every client that asks the same servers in the same way, whatever its /etc/hosts says;
   * absent for a client whose questions are lost: what loses them is a matter of its own.
   */
  readonly shared: Map<string, HostAnswer> | undefined;
  /** The names of its /etc/hosts, in lower case. */
  readonly ownNames: ReadonlySet<string>;
}

/** What the host of a connection resolves to. */
export interface HostAnswer {
  readonly resolution: Resolution;
  /** The addresses that the client may connect to, each as likely as the others. */
  readonly addresses: readonly Address[];
  /** How the name addresses its target, as far as the name alone can tell. */
  readonly via: 'ExternalName' | 'Headless' | null;
}

interface Remembered {
  /** By the container of a pod, or the empty text. */
  readonly byClient: Map<Resource<Pod | Node>, Map<string, ClientResolver | undefined>>;
  readonly answers: Map<string, Map<string, HostAnswer>>;
}

const remembered = new WeakMap<Snapshot, Remembered>();

/** Worked out once for each client of a cluster; `undefined` for clients that no cluster configures. */
export function clientResolver(context: Context, client: Client): ClientResolver | undefined {
  if (client.kind === 'external') return undefined;
  const known = remembered.get(context.snapshot) ?? { byClient: new Map(), answers: new Map() };
  remembered.set(context.snapshot, known);
  const [machine, container] = client.kind === 'pod' ? [client.pod, client.container ?? ''] : [client.node, ''];
  const ofMachine = known.byClient.get(machine) ?? new Map<string, ClientResolver | undefined>();
  known.byClient.set(machine, ofMachine);
  if (!ofMachine.has(container)) ofMachine.set(container, describe(context, client, known));
  return ofMachine.get(container);
}

function describe(context: Context, asker: Asker, { answers }: Remembered): ClientResolver | undefined {
  const resolver = resolverOf(context.snapshot, asker);
  if (resolver === undefined) return undefined;
  const { libc, families, resolvConf } = resolver;
  const ownNames = new Set(resolver.hosts.flatMap(({ names }) => names));
  // A nameserver on the client itself (127.0.0.1) may run on one client and not on the next: their answers are not shared.
  if (!serversAsked(resolvConf).every((server) => reachesServer(context, asker, server))) {
    return { asker, resolver, shared: undefined, ownNames };
  }
  const way = JSON.stringify([
    libc,
    families,
    resolvConf.nameservers,
    resolvConf.searches,
    resolvConf.options,
    resolver.origin,
  ]);
  const shared = answers.get(way) ?? new Map<string, HostAnswer>();
  answers.set(way, shared);
  return { asker, resolver, shared, ownNames };
}

function resolverOf({ view }: Snapshot, asker: Asker): ResolverClient | undefined {
  if (asker.kind === 'pod') {
    const container = runningContainers(asker.pod.object).find(({ name }) => name === asker.container);
    return podResolver(view, asker.pod, container);
  }
  const spec = view.nodeSpec(asker.node.ref.name);
  return spec === undefined ? undefined : nodeResolver(view, spec);
}
