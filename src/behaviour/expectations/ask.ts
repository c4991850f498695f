import { type Cluster, findWorkload, podsOf, type Workload } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import type { Branch, ClusterView, NamespacedRef, ObjectRef, Party, Trace } from '../../engine/model/index.ts';
import { podIPs, qualifiedName, SetupError } from '../../engine/model/index.ts';
import {
  type From,
  type PartyQuery,
  type Phrase,
  parseTarget,
  partyPhrase,
  phraseOf,
  portOfObject,
  readTarget,
  type Target,
  type TargetQuery,
  type WorkloadQuery,
  type WrittenObject,
  workloadKind,
  workloadOf,
} from '../../grammar/index.ts';

/** One question of a table or a quantified sentence, and its answer. `trace` is the one that decided. */
export interface Answered {
  /** Who asked, as reports call them. */
  readonly from: string;
  readonly to: string;
  readonly trace: Trace;
}

export interface Question {
  readonly from: Phrase<PartyQuery>;
  readonly to: Phrase<TargetQuery>;
  readonly namespace: string;
}

/**
 * Asks whether FROM gets through to TO. Beside what a client could write, a target may be `namespace/name:port`: the
 * Service of that name there, else each pod of the workload of that name. Of several ways the worst decides.
 */
export async function ask(backend: Backend, { from, to, namespace }: Question): Promise<Answered> {
  const traces: Trace[] = [];
  for (const target of targetsOf(await backend.objects(), to)) {
    traces.push(await backend.connect({ from: from.means, to: target, namespace }));
  }
  const worst = traces.find(({ reach }) => reach !== 'always') ?? traces[0];
  if (worst === undefined) throw new SetupError(`"${to}" has no pods to connect to`);
  const some = worst.reach === 'never' && traces.some(({ reach }) => reach !== 'never');
  const trace: Trace = some ? { ...worst, reach: 'sometimes', outcome: 'flaky' } : worst;
  return { from: from.text, to: to.text, trace };
}

/** How a cell of a truth table is answered: of several ways, the one that decides. */
export async function connectionTo(
  asked: Backend | Cluster,
  from: From,
  to: string | Phrase<TargetQuery>,
): Promise<Trace> {
  const question = { from: phraseOf(from), to: targetPhrase(to), namespace: 'default' };
  return (await ask(backendOf(asked), question)).trace;
}

/** Asks for each client, from its own namespace. */
export async function askEach(
  backend: Backend,
  clients: readonly NamespacedRef[],
  to: Phrase<TargetQuery>,
): Promise<readonly (Answered & { readonly ref: NamespacedRef })[]> {
  const answers: (Answered & { readonly ref: NamespacedRef })[] = [];
  for (const ref of clients) {
    const question = { from: partyPhrase(workloadOf(ref)), to, namespace: ref.namespace };
    answers.push({ ref, ...(await ask(backend, question)) });
  }
  return answers;
}

export function targetPhrase(to: string | Phrase<TargetQuery>): Phrase<TargetQuery> {
  return typeof to === 'string' ? readTarget(to) : to;
}

function targetsOf(view: ClusterView, to: Phrase<TargetQuery>): readonly Target[] {
  const { object } = to.means;
  if (object?.port === undefined) {
    refuseWithoutPort(view, to);
    return [parseTarget(to)];
  }
  const { namespace, kind, name } = object;
  const port = portOfObject(to.text, object);
  if (kind === undefined && view.get('Service', name, namespace) !== undefined) {
    return [{ host: `${name}.${namespace}.svc.${view.spec.dns.domain}`, ...port }];
  }
  const { pods } = workloadBehind(view, object);
  return pods.flatMap(({ object: pod }) => podIPs(pod).slice(0, 1)).map((host) => ({ host, ...port }));
}

/** The workload that `namespace/name:port` names. Throws a SetupError where there is none. */
export function workloadBehind(view: ClusterView, object: WrittenObject): Workload {
  return findWorkload(view, workloadQueryOf(object), 'default');
}

function workloadQueryOf({ namespace, kind: word, name }: WrittenObject): WorkloadQuery {
  if (word === undefined) return { kind: 'workload', namespace, name };
  const kind = workloadKind(word);
  if (kind === undefined) throw new SetupError(`"${word}" is no kind of workload`);
  return { kind: 'workload', workloadKind: kind, namespace, name };
}

/**
 * Throws a SetupError for `namespace/name`, which is a URL without a scheme: nobody resolves the host NAMESPACE, so that
 * "no pod can reach it" would hold whatever the policies say.
 */
export function refuseWithoutPort(view: ClusterView, { text, means: { object } }: Phrase<TargetQuery>): void {
  if (object === undefined || object.port !== undefined) return;
  const { namespace, name } = object;
  if (view.get('Namespace', namespace) === undefined) return;
  const service = view.get('Service', name, namespace);
  if (service === undefined && view.list('Service').some(({ ref }) => ref.name === namespace)) return;
  const port = service?.object.spec.ports?.[0]?.port ?? 80;
  throw new SetupError(`"${text}" names no port`, {
    hint: `write ${text}:${port}; a path of the host ${namespace} is http://${text}`,
  });
}

/** Reports whether every connection ends at one of the workload's own pods. */
export function answersItself(
  { view }: { readonly view: ClusterView },
  ref: ObjectRef,
  { branches }: Pick<Trace, 'branches'>,
): boolean {
  const own = new Set(podsOf(view, ref).map((pod) => qualifiedName(pod.ref)));
  return branches.every(
    ({ outcome, endpoint }) => outcome !== 'connected' || (endpoint !== null && own.has(qualifiedName(endpoint))),
  );
}

/** Reports whether a connection gets through to another pod: a pod always reaches itself, nothing can keep it from that. */
export function reachesOthers({ reach, branches }: Trace): boolean {
  return reach === 'unknown' || branches.some(reachesAnother);
}

function reachesAnother({ outcome, endpoint, client }: Branch): boolean {
  return outcome === 'connected' && !(endpoint !== null && isSameParty(endpoint, client));
}

function isSameParty(a: Party, b: Party): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}
