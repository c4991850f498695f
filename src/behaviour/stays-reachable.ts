import type { Cluster, From } from '../api/index.ts';
import { findWorkload, parseParty, podsOf } from '../api/index.ts';
import type { ClusterView, Pod, Resource, Trace } from '../engine/model/index.ts';
import { isTerminating, SetupError } from '../engine/model/index.ts';
import { explainTrace } from '../report/index.ts';
import { type Disruption, parseDisruption } from './disruption.ts';
import { failExpectation } from './failure.ts';
import { judged } from './judged.ts';
import { newsBetween, podsThen } from './moment-text.ts';
import { everyWorkload, nameOf } from './quantified.ts';

/** Who has to get through to what, whatever happens. */
export interface Continuity {
  /** Absent means every workload of the manifests that gets through while all is well. */
  readonly clients: readonly string[] | undefined;
  readonly to: string;
  /** See `parseDisruption`. */
  readonly during: string;
  readonly namespace: string;
}

/** A state on the way in which somebody does not get through. */
interface Interruption {
  readonly client: string;
  readonly trace: Trace;
  /** Counted from 1. */
  readonly moment: number;
  readonly news: readonly string[];
  readonly pods: readonly string[];
}

/** Holds if every client gets through in every state that the cluster passes through meanwhile. */
export function expectStaysReachable(cluster: Cluster, continuity: Continuity): void {
  const interruption = firstInterruption(cluster, continuity);
  if (interruption === undefined) return;
  const { client, trace, moment, news, pods } = interruption;
  failExpectation(
    promiseOf(continuity),
    `at moment ${moment} ${client} does not: ${reasonOf(trace)}\n          what happened: ${listed(news)}`,
    `pods at that moment:\n${pods.map((line) => `  ${line}\n`).join('')}\n${explainTrace(trace)}`,
  );
}

/** Holds if there is a state on the way in which a client does not get through. */
export function expectInterrupted(cluster: Cluster, continuity: Continuity): void {
  if (firstInterruption(cluster, continuity) !== undefined) return;
  const { to, during } = continuity;
  failExpectation(`${to} is interrupted while ${during}`, 'everyone gets through, in every state on the way');
}

function firstInterruption(cluster: Cluster, continuity: Continuity): Interruption | undefined {
  const { to, namespace } = continuity;
  const disruption = parseDisruption(continuity.during);
  const atRest = clientsAtRest(cluster, continuity);
  const traces = atRest.map(({ trace }) => trace);
  for (const change of disruption.changes(cluster, traces)) {
    let moment = 0;
    let before = cluster;
    for (const now of cluster.moments(change, namespace)) {
      moment += 1;
      const news = newsBetween(before.view, now.view);
      if (moment === 1 && news.length === 0) throw nothingHappens(disruption);
      for (const { client } of atRest) {
        const trace = failing(now, askersOf(cluster, now, client, namespace), { to, namespace });
        if (trace !== undefined) return { client, trace, moment, news, pods: podsThen(cluster, now, traces) };
      }
      before = now;
    }
  }
  return undefined;
}

/** Clients with their connections while all is well. Fails where one that was named does not even then get through. */
function clientsAtRest(
  cluster: Cluster,
  continuity: Continuity,
): readonly { readonly client: string; readonly trace: Trace }[] {
  const { clients, to, during, namespace } = continuity;
  const names = clients ?? everyWorkload(cluster, undefined).map(nameOf);
  const asked = names.map((client) => ({ client, trace: cluster.trace({ from: client, to, namespace }) }));
  for (const { trace } of asked) judged(trace, cluster);
  const lost = asked.filter(({ trace }) => trace.reach !== 'always');
  const [first] = lost;
  if (first !== undefined && (clients !== undefined || lost.length === asked.length)) {
    failExpectation(
      promiseOf(continuity),
      `${first.client} does not reach it even before: ${reasonOf(first.trace)}`,
      explainTrace(first.trace),
    );
  }
  if (asked.length === 0) {
    throw new SetupError('nobody asks: the manifests have no workload', {
      hint: `write who does: "Then busybox reaches ${to} while ${during}"`,
    });
  }
  return asked.filter(({ trace }) => trace.reach === 'always');
}

/** The first connection that fails. */
function failing(
  cluster: Cluster,
  askers: readonly From[],
  to: Pick<Continuity, 'to' | 'namespace'>,
): Trace | undefined {
  for (const from of askers) {
    const trace = cluster.trace({ from, ...to });
    if (trace.reach !== 'always') return trace;
  }
  return undefined;
}

/** Those of the client's pods that run. Nodes ask while they are up, and the world outside always does. */
function askersOf(atRest: Cluster, { view }: Cluster, client: string, namespace: string): readonly From[] {
  const party = parseParty(client);
  if (party.kind === 'node') return view.nodeSpec(party.name)?.up === false ? [] : [client];
  if (party.kind !== 'workload') return [client];
  const { ref } = findWorkload(atRest.view, party, namespace);
  const container = party.container === undefined ? {} : { container: party.container };
  return podsOf(view, ref)
    .filter((pod) => runs(view, pod))
    .map((pod) => ({ pod: pod.ref.name, namespace: pod.ref.namespace ?? 'default', ...container }));
}

function runs(view: ClusterView, { object }: Resource<Pod>): boolean {
  if (object.status?.phase !== 'Running' || isTerminating(object)) return false;
  return view.nodeSpec(object.spec?.nodeName ?? '')?.up !== false;
}

function nothingHappens({ text }: Disruption): SetupError {
  return new SetupError(`"${text}" changes nothing in this cluster`, {
    hint: 'a StatefulSet or DaemonSet with updateStrategy OnDelete does not roll out by itself',
  });
}

function promiseOf({ clients, to, during }: Continuity): string {
  return `${clients === undefined ? `${to} stays reachable` : `${clients.join(', ')} reaches ${to}`} while ${during}`;
}

const LISTED = 3;

function listed(news: readonly string[]): string {
  const more = news.length > LISTED ? ` and ${news.length - LISTED} more` : '';
  return news.slice(0, LISTED).join(', ') + more;
}

/** What the first way that fails ends with. */
function reasonOf({ branches }: Trace): string {
  const failed = branches.filter(({ outcome }) => outcome !== 'connected');
  const some = failed.length < branches.length ? ` on ${failed.length} of ${branches.length} ways` : '';
  return `${failed[0]?.outcome ?? ''}${some}: ${failed[0]?.hops.at(-1)?.reason.text ?? ''}`;
}
