import type { Repetition } from '../api/index.ts';
import type { Branch, Trace } from '../engine/model/index.ts';
import { SetupError } from '../engine/model/index.ts';
import { explainTrace } from '../report/index.ts';
import { expectOutcome } from './expect-trace.ts';
import { failExpectation } from './failure.ts';
import { judged } from './judged.ts';
import type { Scenario } from './scenario.ts';

/** Connections from the same clients, one after the other. */
export interface Repeated {
  readonly times: number;
  /** One for each pod that asks. */
  readonly repetitions: readonly Repetition[];
}

/** Asks for so many connections, one after the other; kube-proxy remembers those with session affinity. */
export async function connectRepeatedly(
  scenario: Scenario,
  { from, to, times }: { readonly from: string; readonly to: string; readonly times: number },
): Promise<void> {
  await scenario.request([from], to);
  const { answer, namespace } = scenario;
  if (answer?.kind !== 'connections') return;
  const repetitions = (await scenario.cluster()).traceTwice({ from, to: answer.to, namespace });
  scenario.answer = { ...answer, repeated: { times, repetitions } };
}

/** Holds if all of the connections reach one pod, whichever it is, for certain. */
export function expectSamePod(scenario: Scenario): void {
  const { times, repetitions } = repeatedOf(scenario);
  for (const repetition of repetitions) {
    const { first } = repetition;
    expectOutcome(first, 'connected');
    const chance = chanceOfOnePod(repetition, times);
    if (chance > CERTAIN) continue;
    const count = podsOf(first).size;
    failExpectation(
      'it reaches the same pod each time',
      `each connection may go to another of ${count} pods: all ${times} reach the same one with a probability of ${percent(chance)}`,
      explainTrace(first),
    );
  }
}

/** Holds if the connections may reach more than one pod: that they do is a matter of chance. */
export function expectDifferentPods(scenario: Scenario): void {
  const { times, repetitions } = repeatedOf(scenario);
  for (const repetition of repetitions) {
    const { first } = repetition;
    expectOutcome(first, 'connected');
    if (chanceOfOnePod(repetition, times) <= CERTAIN) continue;
    const [pod = 'no pod'] = podsOf(first).size === 1 ? podsOf(first) : ['the one that the first connection chose'];
    failExpectation('it may reach different pods', `all ${times} connections reach ${pod}`, explainTrace(first));
  }
}

function repeatedOf({ answer }: Scenario): Repeated {
  const { repeated, traces = [] } = answer?.kind === 'connections' ? answer : {};
  for (const trace of traces) judged(trace);
  if (repeated === undefined || repeated.times < 2) {
    throw new SetupError('nobody connected several times: write a step like "When busybox curls web:80 5 times" first');
  }
  return repeated;
}

/** Sums of probabilities are not exact. */
const CERTAIN = 1 - 1e-9;

/** What follows a connection depends on the one before it alone. */
function chanceOfOnePod({ first, next }: Repetition, times: number): number {
  return first.branches.reduce((sum, branch, index) => {
    const again = (next[index]?.branches ?? []).filter((each) => podOf(each) === podOf(branch));
    const stays = again.reduce((total, { probability }) => total + probability, 0);
    return sum + branch.probability * stays ** (times - 1);
  }, 0);
}

function podsOf({ branches }: Trace): ReadonlySet<string> {
  return new Set(branches.map(podOf));
}

function podOf({ endpoint }: Branch): string {
  const namespace = endpoint?.namespace === undefined ? '' : `${endpoint.namespace}/`;
  return `${endpoint?.kind.toLowerCase()} ${namespace}${endpoint?.name}`;
}

function percent(chance: number): string {
  return `${(chance * 100).toPrecision(2)} %`;
}
