import type { Client, Cluster, PartyQuery } from '../../api/index.ts';
import { findClients } from '../../api/index.ts';
import { parseAddress, qualifiedName, SetupError } from '../../engine/model/index.ts';

/**
 * Whose shell a statement is typed into: the host, on which kubectl runs; a node; a machine outside the cluster, by its
 * address or any other name; a container of a pod, its first unless another is named.
 */
export type Place =
  | { readonly kind: 'host' }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'outside'; readonly name?: string; readonly entryNode?: string }
  | { readonly kind: 'pod'; readonly namespace: string; readonly name: string; readonly container?: string };

export const HOST: Place = { kind: 'host' };

/** Equal for places that share a shell. */
export function keyOf(place: Place): string {
  switch (place.kind) {
    case 'host':
      return 'host';
    case 'node':
      return `node ${place.name}`;
    case 'outside':
      return `outside ${place.name ?? ''} ${place.entryNode ?? ''}`;
    case 'pod':
      return `pod ${place.namespace}/${place.name} ${place.container ?? ''}`;
  }
}

/** Whoever asks the cluster from there. Throws a SetupError where nobody is there, or no program runs. */
export function clientAt(cluster: Cluster, place: Exclude<Place, { kind: 'host' }>): Client {
  const [client] = findClients(cluster.view, queryOf(place), place.kind === 'pod' ? place.namespace : 'default');
  if (client === undefined) throw new SetupError(`nobody is at "${keyOf(place)}"`);
  if (client.kind !== 'pod') return client;
  const { phase = 'Pending' } = client.pod.object.status ?? {};
  if (phase === 'Running') return client;
  throw new SetupError(`pod ${qualifiedName(client.pod.ref)} runs no command: it is ${phase}`);
}

/** The place of a client that a sentence names. */
export function placeOf(client: Client, container: string | undefined): Place {
  switch (client.kind) {
    case 'node':
      return { kind: 'node', name: client.node.ref.name };
    case 'external': {
      const { addresses, entryNode } = client;
      // The one that was given no address has one of each family.
      const [only, other] = addresses;
      const name = only === undefined || other !== undefined ? {} : { name: only.text };
      return { kind: 'outside', ...name, ...(entryNode === undefined ? {} : { entryNode }) };
    }
    case 'pod': {
      const { name, namespace = 'default' } = client.pod.ref;
      return { kind: 'pod', namespace, name, ...(container === undefined ? {} : { container }) };
    }
  }
}

function queryOf(place: Exclude<Place, { kind: 'host' }>): PartyQuery {
  switch (place.kind) {
    case 'node':
      return { kind: 'node', name: place.name };
    case 'outside':
      return {
        kind: 'external',
        ...(parseAddress(place.name ?? '') === undefined ? {} : { ip: place.name ?? '' }),
        ...(place.entryNode === undefined ? {} : { entryNode: place.entryNode }),
      };
    case 'pod': {
      const { name, namespace, container } = place;
      return {
        kind: 'workload',
        workloadKind: 'Pod',
        name,
        namespace,
        ...(container === undefined ? {} : { container }),
      };
    }
  }
}
