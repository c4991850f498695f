import { type Cluster, findWorkload } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import type { ObjectRef } from '../../engine/model/index.ts';
import { firstLines, firstNames, sameRef } from '../../engine/model/index.ts';
import type { Doubt } from '../../engine/network/foreign/index.ts';
import { meaningOf, type Phrase, parseWorkload, type TargetQuery, type WorkloadQuery } from '../../grammar/index.ts';
import { failExpectation } from '../failure.ts';
import { evidence, listOf, NEXT } from './answer-text.ts';
import { type Answered, answersItself, askEach, reachesOthers, targetPhrase } from './ask.ts';
import { clientsAmong, everyWorkload, placeOf, type Quantified } from './clients.ts';
import { doubtLines, furtherPods } from './doubts.ts';
import { refuseNameOfNobody, refuseUnknownName } from './known-name.ts';

/** Holds if each of the workloads gets through; every one that does not is reported. */
export async function expectAllReach(asked: Backend | Cluster, sentence: Quantified): Promise<void> {
  const failed = (await askQuantified(asked, sentence)).filter(({ trace }) => trace.reach !== 'always');
  const doubts = furtherPods(await backendOf(asked).objects(), sentence);
  if (failed.length > 0 || doubts.length > 0)
    failExpectation(`every pod${placeOf(sentence)} can reach ${sentence.to}`, found(failed, doubts), evidence(failed));
}

/**
 * Holds if none of the workloads gets through, not even sometimes, but for a pod that reaches itself; every one that does
 * is reported.
 */
export async function expectNoneReaches(asked: Backend | Cluster, sentence: Quantified): Promise<void> {
  const answers = await askQuantified(asked, sentence);
  refuseNameOfNobody(sentence.to, answers);
  const view = await backendOf(asked).objects();
  for (const { trace } of answers) refuseUnknownName(view, trace, 'unreached');
  const failed = answers.filter(({ trace }) => reachesOthers(trace));
  const doubts = furtherPods(view, sentence);
  if (failed.length > 0 || doubts.length > 0)
    failExpectation(`no pod${placeOf(sentence)} can reach ${sentence.to}`, found(failed, doubts), evidence(failed));
}

function found(failed: readonly Answered[], doubts: readonly Doubt[]): string {
  return [...(failed.length === 0 ? [] : [listOf(failed)]), ...firstLines(doubtLines(doubts))].join(NEXT);
}

async function askQuantified(asked: Backend | Cluster, sentence: Quantified): Promise<readonly Answered[]> {
  const backend = backendOf(asked);
  return askEach(backend, clientsAmong(await backend.objects(), sentence), targetPhrase(sentence.to));
}

/** Holds if the named workloads get through, and no other workload of the manifests does. The target's own pods do not count. */
export async function expectOnly(
  asked: Backend | Cluster,
  names: readonly (string | Phrase<WorkloadQuery>)[],
  to: string | Phrase<TargetQuery>,
  namespace: string,
): Promise<void> {
  const backend = backendOf(asked);
  const view = await backend.objects();
  const allowed = names.map((name) => findWorkload(view, meaningOf(name, parseWorkload), namespace).ref);
  const isAllowed = (ref: ObjectRef) => allowed.some((each) => sameRef(each, ref));
  const others = everyWorkload({ view }, undefined).filter((ref) => !isAllowed(ref));
  const answers = await askEach(backend, [...allowed, ...others], targetPhrase(to));
  const wrong = answers.filter(({ ref, trace }) => {
    if (isAllowed(ref)) return trace.reach !== 'always';
    return trace.reach !== 'never' && !answersItself({ view }, ref, trace);
  });
  const doubts = furtherPods(view, {});
  if (wrong.length > 0 || doubts.length > 0)
    failExpectation(`only ${firstNames(names.map(String))} can reach ${to}`, found(wrong, doubts), evidence(wrong));
}
