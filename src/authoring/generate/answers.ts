import { type Cluster, podsOf } from '../../api/index.ts';
import { answersItself, connectionTo, reachesOthers } from '../../behaviour/index.ts';
import type { Branch, NamespacedRef, ObjectRef, Protocol, Trace } from '../../engine/model/index.ts';
import { formatDestination, formatSocket, podIPs } from '../../engine/model/index.ts';
import { workloadOf } from '../../grammar/index.ts';
import type { Naming } from './naming.ts';
import type { AmongThemselves, Twins } from './twins.ts';

/** A client's connection to a target, as the sentences judge it. */
export interface Answer {
  readonly client: string;
  readonly namespace: string;
  readonly reach: Trace['reach'];
  /** Whether another pod than the one that asks gets an answer. */
  readonly others: boolean;
  /** Whether only the client's own pods answer. */
  readonly itself: boolean;
  /** Of a client whose own pods alone answer: whether they get through to each other. */
  readonly among: AmongThemselves;
  readonly resolved: boolean;
  /** The addresses with ports where every way of it ends; undefined where something else than a policy stops one. */
  readonly ends: string | undefined;
}

interface Listener {
  readonly port: number;
  readonly protocol: Protocol;
}

/** Who is asked for, and what it takes to ask. */
export interface Asking {
  readonly clients: readonly NamespacedRef[];
  readonly naming: Naming;
  readonly twins: Twins;
}

/** Asks for each of the clients. */
export async function answersTo(
  cluster: Cluster,
  { clients, naming, twins }: Asking,
  to: string,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const ref of clients) {
    const trace = await connectionTo(cluster, workloadOf(ref), to);
    const others = reachesOthers(trace);
    const itself = trace.branches.some(({ outcome }) => outcome === 'connected') && answersItself(cluster, ref, trace);
    const isAlone = itself && !others && trace.reach === 'always';
    answers.push({
      client: naming.client(ref),
      namespace: ref.namespace,
      reach: trace.reach,
      others,
      itself,
      among: isAlone ? await twins.amongThemselves(ref, to) : trace.reach === 'always' ? 'reach' : 'kept apart',
      resolved: trace.branches.some(({ outcome }) => outcome !== 'unresolved'),
      ends: endsOf(trace),
    });
  }
  return answers;
}

/** What `Answer.ends` is for a connection to each pod of a workload, if nothing but policies stands in between. */
export function endsAt(cluster: Cluster, ref: ObjectRef, { port, protocol }: Listener): string {
  const ips = podsOf(cluster.view, ref).flatMap(({ object }) => podIPs(object).slice(0, 1));
  const ends = ips.map((ip) => formatSocket(ip, port)).sort();
  return `${ends.join()}/${protocol}`;
}

function endsOf({ branches, to }: Trace): string | undefined {
  const ends = branches.map(endOf);
  return ends.includes(undefined) ? undefined : `${[...new Set(ends)].sort().join()}/${to.protocol}`;
}

function endOf({ outcome, hops }: Branch): string | undefined {
  const last = hops.at(-1);
  const byPolicy = last?.stage === 'egress' || last?.stage === 'ingress';
  return last !== undefined && (outcome === 'connected' || byPolicy) ? formatDestination(last.after) : undefined;
}
