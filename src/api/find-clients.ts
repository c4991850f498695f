import type { Address, ClusterView } from '../engine/model/index.ts';
import { parseAddress, podIPs, qualifiedName, runningContainers, SetupError } from '../engine/model/index.ts';
import type { Client } from '../engine/network/datapath/index.ts';
import { EXTERNAL_CLIENT, type PartyQuery, type WorkloadQuery } from '../grammar/index.ts';
import { findWorkload } from './find-workload.ts';

/** What "an external client" that names no address has besides: one of RFC 3849's documentation addresses. */
const EXTERNAL_CLIENT_IPV6 = '2001:db8::1';

/** Everyone that a query speaks of: each pod of a workload, or one machine. Throws a SetupError where there is nobody. */
export function findClients(view: ClusterView, query: PartyQuery, namespace: string): readonly Client[] {
  switch (query.kind) {
    case 'external': {
      if (query.entryNode !== undefined) nodeNamed(view, query.entryNode);
      const ips = query.ip === EXTERNAL_CLIENT ? [query.ip, EXTERNAL_CLIENT_IPV6] : [query.ip];
      return [{ ...query, addresses: addresses(ips) }];
    }
    case 'node':
      return [{ kind: 'node', node: nodeNamed(view, query.name) }];
    case 'address':
      return [clientAt(view, query.ip)];
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
  throw new SetupError(`no node named "${name}"`, { hint: `there are: ${names.join(', ')}` });
}

function addresses(ips: readonly string[]): readonly Address[] {
  return ips.flatMap((ip) => parseAddress(ip) ?? []);
}

/** Whoever has an address: a pod, a node, else a client outside the cluster. */
function clientAt(view: ClusterView, ip: string): Client {
  const pod = view.list('Pod').find(({ object }) => podIPs(object).includes(ip) && object.spec?.hostNetwork !== true);
  if (pod !== undefined) return { kind: 'pod', pod };
  const node = view.list('Node').find(({ object }) => object.status?.addresses?.some(({ address }) => address === ip));
  return node === undefined ? { kind: 'external', addresses: addresses([ip]) } : { kind: 'node', node };
}
