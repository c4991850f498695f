import type { PacketProtocol, Trace } from '../../model/index.ts';
import type { Client } from './client.ts';
import type { AffinityMemory } from './packet-state.ts';
import type { Snapshot } from './snapshot.ts';

/** One question: does CLIENT get an answer from HOST:PORT? `host` is a name or an address. */
export interface Probe {
  readonly client: Client;
  readonly host: string;
  readonly port: number;
  readonly protocol: PacketProtocol;
  /** The request that follows; without one the connection ends where it is accepted, be it at a gateway. */
  readonly http?: HttpProbe;
  /** Where earlier connections with session affinity went; nowhere unless said otherwise. */
  readonly affinity?: AffinityMemory;
}

/** What a client asks over its connection, as far as a gateway routes by it. */
export interface HttpProbe {
  readonly scheme: 'http' | 'https';
  /** The Host header. */
  readonly host: string;
  /** With the query. */
  readonly path: string;
}

/** A client that the cluster tells its nameservers: a pod or a node. */
export type Asker = Extract<Client, { readonly kind: 'pod' | 'node' }>;

/**
 * What hooks work with: the tables of the cluster, and the way to follow a further connection that somebody opens while a
 * packet is under way. Handing both in keeps the hooks from knowing who runs them.
 */
export interface Context {
  readonly snapshot: Snapshot;
  /** Follows a question that a client puts to a nameserver, by its address in any spelling. */
  readonly ask: (client: Asker, server: string) => Trace;
  /** Follows the connection that a gateway opens to a backend; `undefined` behind too many gateways in a row. */
  readonly follow: ((probe: Probe) => Trace) | undefined;
}
