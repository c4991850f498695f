import type { Cluster } from '../api/index.ts';
import { findWorkload, parseParty, parseTarget, podsOf, type Target, type Workload } from '../api/index.ts';
import type { Branch, ObjectRef, Party, Trace } from '../engine/model/index.ts';
import { formatSocket, podIPs, qualifiedName, SetupError } from '../engine/model/index.ts';
import { explainTrace } from '../report/index.ts';
import { briefReason } from './brief-reason.ts';
import { failExpectation } from './failure.ts';
import { judged } from './judged.ts';
import { clientsAmong, everyWorkload, NEXT, nameOf, placeOf, type Quantified, SHOWN } from './quantified.ts';

/** One question of a table or a quantified sentence, and its answer. `trace` is the one that decided. */
interface Answer {
  readonly from: string;
  readonly to: string;
  readonly trace: Trace;
}

/**
 * Asks whether FROM gets through to TO. Beside what a client could write, a target may be `namespace/name:port`: the
 * Service of that name there, else each pod of the workload of that name.
 */
function ask(cluster: Cluster, from: string, to: string, namespace: string): Answer {
  const targets = targetsOf(cluster, to);
  const traces = targets.map((target) => cluster.trace({ from, to: target, namespace }));
  for (const trace of traces) judged(trace, cluster);
  const worst = traces.find(({ reach }) => reach !== 'always') ?? traces[0];
  if (worst === undefined) throw new SetupError(`"${to}" has no pods to connect to`);
  const some = worst.reach === 'never' && traces.some(({ reach }) => reach !== 'never');
  return { from, to, trace: some ? { ...worst, reach: 'sometimes', outcome: 'flaky' } : worst };
}

/** How a cell of a truth table is answered: of several ways, the one that decides. */
export function connectionTo(cluster: Cluster, from: string, to: string): Trace {
  return ask(cluster, from, to, 'default').trace;
}

/** `namespace/name:port`, which no client could write. */
export const QUALIFIED: RegExp = /^([a-z0-9-]+)\/((?:[a-z]+\/)?[a-z0-9.-]+)(:\d+(?:\/(?:TCP|UDP|SCTP))?)$/i;

function targetsOf(cluster: Cluster, text: string): readonly Target[] {
  const [, namespace = '', name = '', rest] = QUALIFIED.exec(text) ?? [];
  if (rest === undefined) {
    refuseWithoutPort(cluster, text);
    return [parseTarget(text)];
  }
  const target = parseTarget(`${name.replace('/', '.')}${rest}`);
  if (cluster.view.get('Service', name, namespace) !== undefined) {
    return [{ ...target, host: `${name}.${namespace}.svc.${cluster.view.spec.dns.domain}` }];
  }
  const party = parseParty(`${namespace}/${name}`);
  if (party.kind !== 'workload') return [parseTarget(text)];
  const { pods } = findWorkload(cluster.view, party, 'default');
  return pods.flatMap(({ object }) => podIPs(object).slice(0, 1)).map((host) => ({ ...target, host }));
}

/**
 * Throws a SetupError for `namespace/name`, which is a URL without a scheme: nobody resolves the host NAMESPACE, so that
 * "no pod can reach it" would hold whatever the policies say.
 */
export function refuseWithoutPort({ view }: Cluster, text: string): void {
  const [, namespace = '', name = ''] = /^([a-z0-9-]+)\/([a-z0-9./-]+)$/i.exec(text) ?? [];
  if (name === '' || view.get('Namespace', namespace) === undefined) return;
  const service = view.get('Service', name, namespace);
  if (service === undefined && view.list('Service').some(({ ref }) => ref.name === namespace)) return;
  const port = service?.object.spec?.ports?.[0]?.port ?? 80;
  throw new SetupError(`"${text}" names no port`, {
    hint: `write ${text}:${port}; a path of the host ${namespace} is http://${text}`,
  });
}

type Wanted = 'yes' | 'no' | 'refused' | 'timeout' | 'unresolved' | 'flaky';

/** What a cell of a truth table may say. */
const CELLS: Readonly<Record<string, Wanted | 'any'>> = {
  '✓': 'yes',
  '✔': 'yes',
  yes: 'yes',
  allow: 'yes',
  allowed: 'yes',
  connected: 'yes',
  true: 'yes',
  y: 'yes',
  x: 'no',
  '✗': 'no',
  '✘': 'no',
  no: 'no',
  deny: 'no',
  denied: 'no',
  false: 'no',
  n: 'no',
  refused: 'refused',
  timeout: 'timeout',
  unresolved: 'unresolved',
  flaky: 'flaky',
  '': 'any',
  '-': 'any',
};

/** Holds if every cell of the table tells the truth: rows connect, columns are connected to. Every wrong cell is reported. */
export function expectConnectivity(cluster: Cluster, table: readonly (readonly string[])[], namespace: string): void {
  const [header = [], ...rows] = table;
  const targets = header.slice(1);
  if (targets.length === 0 || rows.length === 0)
    throw new SetupError('the table needs a row of targets and a column of clients');
  const wrong = rows.flatMap(([from = '', ...cells]) =>
    targets.flatMap((to, index) => {
      const cell = (cells[index] ?? '').trim().toLowerCase();
      const wanted = CELLS[cell];
      if (wanted === undefined)
        throw new SetupError(
          `"${cell}" is no cell of a connectivity table; write ✓ or ✗, allow or deny, refused, timeout`,
        );
      if (wanted === 'any') return [];
      const answer = ask(cluster, from, to, namespace);
      return cellHolds(wanted, answer.trace) ? [] : [{ ...answer, wanted: cells[index] ?? '' }];
    }),
  );
  if (wrong.length === 0) return;
  const lines = wrong.map(
    ({ from, to, wanted, trace }) => `${from} → ${to}: expected ${wanted}, but ${verdictOf(trace)}`,
  );
  failExpectation(
    'the connectivity is as the table says',
    `${countOf(wrong.length, 'cell')} wrong\n  ${lines.join('\n  ')}`,
    evidence(wrong),
  );
}

function cellHolds(wanted: Wanted, trace: Trace): boolean {
  if (wanted === 'yes') return trace.reach === 'always';
  if (wanted === 'no') return trace.reach === 'never';
  if (wanted === 'flaky') return trace.reach === 'sometimes';
  return trace.outcome === wanted;
}

/** Holds if each of the workloads gets through; every one that does not is reported. */
export function expectAllReach(cluster: Cluster, sentence: Quantified): void {
  const { to } = sentence;
  const failed = asked(cluster, clientsAmong(cluster, sentence), to).filter(({ trace }) => trace.reach !== 'always');
  if (failed.length > 0)
    failExpectation(`every pod${placeOf(sentence)} can reach ${to}`, listOf(failed), evidence(failed));
}

/**
 * Holds if none of the workloads gets through, not even sometimes, but for a pod that reaches itself; every one that does
 * is reported.
 */
export function expectNoneReaches(cluster: Cluster, sentence: Quantified): void {
  const { to } = sentence;
  const answers = asked(cluster, clientsAmong(cluster, sentence), to);
  refuseUnknownName(answers, to);
  const failed = answers.filter(({ trace }) => reachesOthers(trace));
  if (failed.length > 0)
    failExpectation(`no pod${placeOf(sentence)} can reach ${to}`, listOf(failed), evidence(failed));
}

/** The second is that of a namespace, where a Service is meant. */
const UNKNOWN_NAME: ReadonlySet<string> = new Set(['no-such-name', 'empty-name']);

/** Throws a SetupError for a name that is known to none of the clients: a misspelt one would be out of everybody's reach. */
function refuseUnknownName(answers: readonly Answer[], to: string): void {
  const last = answers.flatMap(({ trace }) => trace.branches.map(({ hops }) => hops.at(-1)?.reason));
  const [first] = last;
  if (first === undefined || !last.every((reason) => reason !== undefined && UNKNOWN_NAME.has(reason.code))) return;
  throw new SetupError(`nobody knows the name in "${to}": ${first.text}`, {
    hint: 'write namespace/name:port for a Service or workload; a host outside has to be given: the external host "…" at …',
  });
}

/** Holds if the named workloads get through, and no other workload of the manifests does. The target's own pods do not count. */
export function expectOnly(cluster: Cluster, names: readonly string[], to: string, namespace: string): void {
  const allowed = names.map((name) => workloadNamed(cluster, name, namespace).ref);
  const allowedNames = new Set(allowed.map(nameOf));
  const isAllowed = (ref: ObjectRef) => allowedNames.has(nameOf(ref));
  const answers = asked(
    cluster,
    [...allowed, ...everyWorkload(cluster, undefined).filter((ref) => !isAllowed(ref))],
    to,
  );
  const wrong = answers.filter(({ ref, trace }) => {
    if (isAllowed(ref)) return trace.reach !== 'always';
    return trace.reach !== 'never' && !answersItself(cluster, ref, trace);
  });
  if (wrong.length > 0) failExpectation(`only ${names.join(', ')} can reach ${to}`, listOf(wrong), evidence(wrong));
}

/** Who stands behind the target is no stranger to it. */
export function answersItself(cluster: Cluster, ref: ObjectRef, { branches }: Trace): boolean {
  const own = new Set(podsOf(cluster.view, ref).map((pod) => qualifiedName(pod.ref)));
  return branches.every(({ outcome, endpoint }) => outcome !== 'connected' || own.has(podName(endpoint)));
}

/** Reports whether a connection gets through to another pod: a pod always reaches itself, nothing can keep it from that. */
export function reachesOthers({ reach, branches }: Trace): boolean {
  if (reach === 'unknown') return true;
  return branches.some(
    ({ outcome, endpoint, client }) => outcome === 'connected' && !(endpoint !== null && isSameParty(endpoint, client)),
  );
}

function isSameParty(a: Party, b: Party): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

function podName(endpoint: Branch['endpoint']): string {
  return `${endpoint?.namespace}/${endpoint?.name}`;
}

function workloadNamed(cluster: Cluster, name: string, namespace: string): Workload {
  const party = parseParty(name);
  if (party.kind !== 'workload') throw new SetupError(`"${name}" is no workload`);
  return findWorkload(cluster.view, party, namespace);
}

/** Asks for each client, from its own namespace. */
export function asked(
  cluster: Cluster,
  clients: readonly ObjectRef[],
  to: string,
): readonly (Answer & { readonly ref: ObjectRef })[] {
  return clients.map((ref) => ({ ref, ...ask(cluster, nameOf(ref), to, ref.namespace ?? 'default') }));
}

/** A line for each: who, and what became of the connection. */
export function listOf(answers: readonly Answer[]): string {
  return answers.map(({ from, trace }) => `${from} ${verdictOf(trace)}`).join(NEXT);
}

/** What became of a connection, to follow the client's name. */
export function verdictOf(trace: Trace): string {
  const connected = trace.branches.filter(({ outcome }) => outcome === 'connected').length;
  if (connected === 0) {
    return `does not connect: ${[...new Set(trace.branches.map(({ outcome }) => outcome))].join(' or ')}`;
  }
  if (trace.outcome === 'flaky') return `is flaky: ${connected} of ${trace.branches.length} connect`;
  const { endpoint } = trace.branches[0] ?? {};
  return endpoint === null || endpoint === undefined
    ? 'connects'
    : `connects to ${endpoint.name} at ${formatSocket(endpoint.ip ?? '', endpoint.port)}`;
}

/** The traces of the first few, and a line for each of the others. */
export function evidence(answers: readonly Pick<Answer, 'trace'>[]): string {
  const shown = answers.slice(0, SHOWN).map(({ trace }) => explainTrace(trace));
  const others = answers.slice(SHOWN).map(({ trace }) => `  ${briefReason(trace)}`);
  const more = others.length === 0 ? [] : [`\n… and ${others.length} more`, ...others];
  return [shown.join('\n'), ...more].join('\n');
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun} is` : `${count} ${noun}s are`;
}
