import type { Cluster } from '../../api/index.ts';
import { findWorkload, podsOf } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import type { ClusterView, Pod, Resource, Trace } from '../../engine/model/index.ts';
import { firstLines, isTerminating, SetupError } from '../../engine/model/index.ts';
import {
  type DisruptionQuery,
  type From,
  meaningOf,
  type PartyQuery,
  type Phrase,
  parseConnection,
  parseDisruption,
  partyPhrase,
  phraseOf,
  type Target,
  type TargetQuery,
  workloadOf,
} from '../../grammar/index.ts';
import { traceEvidence } from '../../report/index.ts';
import { failExpectation } from '../failure.ts';
import { unjudged } from '../judged-backend.ts';
import { everyWorkload } from './clients.ts';
import { changesOf } from './disruption.ts';
import { type MissingPause, missingPause, pauseText } from './missing-pause.ts';
import { newsBetween, podsThen } from './moment-text.ts';

/** Who has to get through to what, whatever happens. */
export interface Continuity {
  /** Absent means every workload of the manifests that gets through while all is well. */
  readonly clients: readonly From[] | undefined;
  /** A URL or `host:port`. */
  readonly to: string | Phrase<TargetQuery>;
  readonly during: string | Phrase<DisruptionQuery>;
  readonly namespace: string;
}

/** A state on the way in which somebody does not get through, or nobody can tell whether they do. */
interface Interruption {
  readonly client: string;
  readonly trace: Trace;
  /** Counted from 1. */
  readonly moment: number;
  readonly news: readonly string[];
  readonly pods: readonly string[];
  /** What would keep it from happening; absent where no pause would. */
  readonly pause: MissingPause | undefined;
}

/** Holds if every client gets through in every state that the cluster passes through meanwhile. */
export async function expectStaysReachable(asked: Backend | Cluster, continuity: Continuity): Promise<void> {
  let worst: Interruption | undefined;
  for await (const each of interruptions(backendOf(asked), continuity)) {
    if (worst === undefined || weightOf(each) > weightOf(worst)) worst = each;
    if (weightOf(worst) === HEAVIEST) break;
  }
  if (worst === undefined) return;
  const { client, trace, moment, news, pods, pause } = worst;
  const remedy = pause === undefined ? '' : `\n          what is missing: ${pauseText(pause)}`;
  const verdict = isCertain(worst) ? `${client} does not` : `nobody can tell whether ${client} does`;
  failExpectation(
    promiseOf(continuity),
    `at moment ${moment} ${verdict}: ${reasonOf(trace)}\n          what happened: ${listed(news)}${remedy}`,
    `pods at that moment:\n${firstLines(pods)
      .map((line) => `  ${line}\n`)
      .join('')}\n${traceEvidence(trace)}`,
  );
}

/** Holds if there is a state on the way in which a client does not get through. */
export async function expectInterrupted(asked: Backend | Cluster, continuity: Continuity): Promise<void> {
  let doubtful: Interruption | undefined;
  for await (const each of interruptions(backendOf(asked), continuity)) {
    if (isCertain(each)) return;
    doubtful ??= each;
  }
  const { to, during } = continuity;
  const promise = `${to} is interrupted while ${during}`;
  if (doubtful === undefined) failExpectation(promise, 'everyone gets through, in every state on the way');
  const { client, trace, moment } = doubtful;
  const found = `at moment ${moment} nobody can tell whether ${client} gets through: ${reasonOf(trace)}`;
  failExpectation(promise, found, traceEvidence(trace));
}

const HEAVIEST = 2;

/** What no pause mends says more than what one does, and that more than what nobody can tell. */
function weightOf(interruption: Interruption): number {
  if (!isCertain(interruption)) return 0;
  return interruption.pause === undefined ? HEAVIEST : 1;
}

/** A way that ends as unknown may be open. */
function isCertain({ trace }: Interruption): boolean {
  return trace.branches.some(({ outcome }) => outcome !== 'connected' && outcome !== 'unknown');
}

/** A client with its connection while all is well. */
interface AtRest {
  readonly client: Phrase<PartyQuery>;
  readonly trace: Trace;
}

async function* interruptions(backend: Backend, continuity: Continuity): AsyncGenerator<Interruption> {
  const disruption = meaningOf(continuity.during, parseDisruption);
  const atRest = await clientsAtRest(backend, continuity);
  const view = await backend.objects();
  const traces = atRest.map(({ trace }) => trace);
  for (const change of changesOf(disruption, view, traces)) {
    let moment = 0;
    let before = view;
    for await (const now of unjudged(backend).moments(change, continuity.namespace)) {
      moment += 1;
      const then = await now.objects();
      const news = newsBetween(before, then);
      if (moment === 1 && news.length === 0) throw nothingHappens(continuity);
      for (const { client } of atRest) {
        const askers = askersOf({ atRest: view, now: then }, client.means, continuity.namespace);
        for (const trace of await failing(now, askers, continuity)) {
          const pods = podsThen(view, then, traces);
          yield { client: client.text, trace, moment, news, pods, pause: missingPause(then, trace) };
        }
      }
      before = then;
    }
  }
}

/** Clients with their connections while all is well. Fails where one that was named does not even then get through. */
async function clientsAtRest(backend: Backend, continuity: Continuity): Promise<readonly AtRest[]> {
  const { clients, to, during, namespace } = continuity;
  const everyone = () => backend.objects().then((view) => everyWorkload({ view }, undefined));
  const named = clients?.map(phraseOf) ?? (await everyone()).map((ref) => partyPhrase<PartyQuery>(workloadOf(ref)));
  const asked: AtRest[] = [];
  for (const client of named) {
    asked.push({ client, trace: await backend.connect({ from: client.means, to: targetOf(continuity), namespace }) });
  }
  const lost = asked.filter(({ trace }) => trace.reach !== 'always');
  const [first] = lost;
  if (first !== undefined && (clients !== undefined || lost.length === asked.length)) {
    failExpectation(
      promiseOf(continuity),
      `${first.client} does not reach it even before: ${reasonOf(first.trace)}`,
      traceEvidence(first.trace),
    );
  }
  if (asked.length === 0) {
    throw new SetupError('nobody asks: the manifests have no workload', {
      hint: `write who does: "Then busybox reaches ${to} while ${during}"`,
    });
  }
  return asked.filter(({ trace }) => trace.reach === 'always');
}

function targetOf({ to }: Pick<Continuity, 'to'>): Target {
  return parseConnection(to, 'TCP');
}

/** The connections that do not surely get through. */
async function failing(
  backend: Backend,
  askers: readonly PartyQuery[],
  continuity: Continuity,
): Promise<readonly Trace[]> {
  const { namespace } = continuity;
  const lost: Trace[] = [];
  for (const from of askers) {
    const trace = await backend.connect({ from, to: targetOf(continuity), namespace });
    if (trace.reach !== 'always') lost.push(trace);
  }
  return lost;
}

/** Those of the client's pods that run. Nodes ask while they are up, and the world outside always does. */
function askersOf(
  { atRest, now }: { readonly atRest: ClusterView; readonly now: ClusterView },
  client: PartyQuery,
  namespace: string,
): readonly PartyQuery[] {
  if (client.kind === 'node') return now.nodeSpec(client.name)?.up === false ? [] : [client];
  if (client.kind !== 'workload') return [client];
  const { ref } = findWorkload(atRest, client, namespace);
  const container = client.container === undefined ? {} : { container: client.container };
  return podsOf(now, ref)
    .filter((pod) => runs(now, pod))
    .map((pod) => ({ ...workloadOf(pod.ref), ...container }));
}

function runs(view: ClusterView, { object }: Resource<Pod>): boolean {
  if (object.status?.phase !== 'Running' || isTerminating(object)) return false;
  return view.nodeSpec(object.spec.nodeName ?? '')?.up !== false;
}

function nothingHappens({ during }: Continuity): SetupError {
  return new SetupError(`"${during}" changes nothing in this cluster`, {
    hint: 'a StatefulSet or DaemonSet with updateStrategy OnDelete does not roll out by itself',
  });
}

function promiseOf({ clients, to, during }: Continuity): string {
  const who = clients?.map((client) => phraseOf(client).text).join(', ');
  return `${who === undefined ? `${to} stays reachable` : `${who} reaches ${to}`} while ${during}`;
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
