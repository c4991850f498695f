import type { Backend, LookUp } from '../backends/index.ts';
import type { Resolution, Trace } from '../engine/model/index.ts';
import { qualifiedName } from '../engine/model/index.ts';
import { type PartyQuery, workloadOf } from '../grammar/index.ts';

/**
 * The questions to the cluster's DNS that a connection began with, as connections of their own: a look-up is lost where a
 * policy drops its question, so the policies that let it through have decided too.
 */
export async function dnsQuestionsOf(backend: Backend, { branches, to }: Trace): Promise<readonly Trace[]> {
  const askers = branches.flatMap(({ hops: [first] }) => (first?.stage === 'resolve' && first.place.pod) || []);
  const questions: Trace[] = [];
  for (const pod of new Map(askers.map((each) => [qualifiedName(each), each])).values()) {
    const asker = { from: workloadOf(pod), namespace: pod.namespace ?? 'default' };
    const { queries } = await backend.resolve({ ...asker, name: to.host, type: 'A' });
    questions.push(...(await toServers(backend, asker, queries)));
  }
  return questions;
}

/** The questions that a look-up put to nameservers, as connections. */
export function questionsOfLookUp(
  backend: Backend,
  asker: Pick<LookUp, 'from' | 'namespace'>,
  { queries }: Resolution,
): Promise<readonly Trace[]> {
  return toServers(backend, asker, queries);
}

async function toServers(
  backend: Backend,
  { from, namespace }: { readonly from: PartyQuery; readonly namespace: string },
  queries: Resolution['queries'],
): Promise<readonly Trace[]> {
  const servers = new Set(queries.map(({ server }) => server).filter((server) => server !== '/etc/hosts'));
  const traces: Trace[] = [];
  for (const host of servers) {
    traces.push(await backend.connect({ from, to: { host, port: 53, protocol: 'UDP' }, namespace }));
  }
  return traces;
}
