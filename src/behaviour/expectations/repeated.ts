import type { Repetition } from '../../api/index.ts';
import type { Branch, Trace } from '../../engine/model/index.ts';
import { qualifiedName, SetupError } from '../../engine/model/index.ts';
import type { From, Phrase, TargetQuery } from '../../grammar/index.ts';
import { traceEvidence } from '../../report/index.ts';
import type { Repeated } from '../answer.ts';
import { failExpectation } from '../failure.ts';
import type { Scenario } from '../scenario.ts';
import { expectOutcome } from './connection.ts';

/** Asks for so many connections, one after the other; kube-proxy remembers those with session affinity. */
export async function connectRepeatedly(
  scenario: Scenario,
  { from, to, times }: { readonly from: From; readonly to: string | Phrase<TargetQuery>; readonly times: number },
): Promise<void> {
  await scenario.requestRepeatedly(from, to, times);
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
      traceEvidence(first),
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
    failExpectation('it may reach different pods', `all ${times} connections reach ${pod}`, traceEvidence(first));
  }
}

function repeatedOf(scenario: Scenario): Repeated {
  const missing = 'nobody connected several times: write a step like "When busybox curls web:80 5 times" first';
  const { repeated } = scenario.judgedConnections(missing);
  if (repeated === undefined || repeated.times < 2) throw new SetupError(missing);
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
  return endpoint === null ? 'nobody' : `${endpoint.kind.toLowerCase()} ${qualifiedName(endpoint)}`;
}

function percent(chance: number): string {
  return `${(chance * 100).toPrecision(2)} %`;
}
