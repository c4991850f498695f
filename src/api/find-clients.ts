import type { Address, ClusterView } from '../engine/model/index.ts';
import { firstNames, parseAddress, qualifiedName, runningContainers, SetupError } from '../engine/model/index.ts';
import { type Client, clientAt } from '../engine/network/datapath/index.ts';
import { EXTERNAL_CLIENT, type PartyQuery, type WorkloadQuery } from '../grammar/index.ts';
import { findWorkload } from './find-workload.ts';

/** What "an external client" that names no address has besides: one of RFC 3849's documentation addresses. */
const EXTERNAL_CLIENT_IPV6 = '2001:db8::1';

/** Everyone that a query speaks of: each pod of a workload, or one machine. Throws a SetupError where there is nobody. */
export function findClients(view: ClusterView, query: PartyQuery, namespace: string): readonly Client[] {
  switch (query.kind) {
    case 'external': {
      if (query.entryNode !== undefined) nodeNamed(view, query.entryNode);
      const { ip, ...named } = query;
      return [{ ...named, addresses: addresses(ip === undefined ? [EXTERNAL_CLIENT, EXTERNAL_CLIENT_IPV6] : [ip]) }];
    }
    case 'node':
      return [{ kind: 'node', node: nodeNamed(view, query.name) }];
    case 'address':
      return addresses([query.ip]).map((address) => clientAt(view, address));
    case 'workload':
      return podClients(view, query, namespace);
  }
}

function podClients(view: ClusterView, query: WorkloadQuery, namespace: string): readonly Client[] {
  const { ref, pods } = findWorkload(view, query, namespace);
  const { container } = query;
  if (pods.length === 0) {
    throw new SetupError(`${ref.kind} ${qualifiedName(ref)} has no pods`, { hint: 'is it scaled to 0, or suspended?' });
  }
  if (container === undefined) return pods.map((pod) => ({ kind: 'pod', pod }));
  return pods.map((pod) => {
    const names = runningContainers(pod.object).map(({ name }) => name);
    if (!names.includes(container)) {
      throw new SetupError(`pod ${qualifiedName(pod.ref)} has no container "${container}"`, {
        hint: `it has: ${names.join(', ')}`,
      });
    }
    return { kind: 'pod', pod, container };
  });
}

function nodeNamed(view: ClusterView, name: string): Extract<Client, { kind: 'node' }>['node'] {
  const node = view.get('Node', name);
  if (node !== undefined) return node;
  const names = view.list('Node').map(({ ref }) => ref.name);
  throw new SetupError(`no node named "${name}"`, { hint: `there are: ${firstNames(names)}` });
}

function addresses(ips: readonly string[]): readonly Address[] {
  return ips.flatMap((ip) => parseAddress(ip) ?? []);
}
