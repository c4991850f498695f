import { findWorkload } from '../api/index.ts';
import { podIPs, SetupError } from '../engine/model/index.ts';
import {
  type NamedObject,
  namePhrase,
  type Phrase,
  partyPhrase,
  type WorkloadQuery,
  workloadOf,
} from '../grammar/index.ts';
import { everyWorkload } from './expectations/clients.ts';
import type { Scope } from './scope.ts';

/** All workloads of the manifests, as clients; of one namespace where it is named. Throws a SetupError where there are none. */
export function clientsIn({ view }: Scope, namespace: string | undefined): readonly Phrase<WorkloadQuery>[] {
  const clients = everyWorkload({ view }, namespace).map((ref) => partyPhrase(workloadOf(ref)));
  if (clients.length > 0) return clients;
  const place = namespace === undefined ? '' : ` in namespace "${namespace}"`;
  throw new SetupError(`the manifests have no workload${place}`);
}

/** A pod's own address. Throws a SetupError where it has none yet. */
export function addressOf({ view, namespace }: Scope, pod: NamedObject): string {
  const query: WorkloadQuery = { kind: 'workload', ...namePhrase(pod).means };
  const [found] = findWorkload(view, query, namespace).pods;
  const [ip] = found === undefined ? [] : podIPs(found.object);
  if (ip !== undefined) return ip;
  throw new SetupError(`pod ${namePhrase(pod)} has no address`);
}
