import { type Cluster, podsOf } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import type { Resolution } from '../../engine/model/index.ts';
import { firstLines, isFinished } from '../../engine/model/index.ts';
import { workloadOf } from '../../grammar/index.ts';
import { explainResolution } from '../../report/index.ts';
import { failExpectation } from '../failure.ts';
import { NEXT, SHOWN } from './answer-text.ts';
import { clientsAmong, placeOf, type Quantified, workloadName } from './clients.ts';
import { givenAnswers, lookUpAddress } from './given-answers.ts';

/** Holds if the name gives each of the pods an address; every one that gets none is reported. `to` is the name. */
export async function expectAllResolve(asked: Backend | Cluster, sentence: Quantified): Promise<void> {
  const backend = backendOf(asked);
  const view = await backend.objects();
  const name = String(sentence.to);
  const pods = clientsAmong(view, sentence)
    .flatMap((ref) => podsOf(view, ref))
    .filter(({ object }) => !isFinished(object));
  const failed: { readonly from: string; readonly resolution: Resolution }[] = [];
  for (const { ref } of pods) {
    const asked = { from: workloadOf(ref), namespace: ref.namespace, name };
    const resolution = await lookUpAddress(backend, asked);
    if (givenAnswers(resolution).length === 0) failed.push({ from: workloadName(ref), resolution });
  }
  if (failed.length === 0) return;
  const more = failed.length > SHOWN ? `\n… and ${failed.length - SHOWN} more` : '';
  const shown = failed.slice(0, SHOWN).map(({ from, resolution }) => explainResolution(from, resolution));
  failExpectation(
    `every pod${placeOf(sentence)} can resolve ${name}`,
    firstLines(failed.map(({ from, resolution }) => `${from} does not: ${resolution.reason.text}`)).join(NEXT),
    shown.join('\n') + more,
  );
}
