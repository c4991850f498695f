import { type Cluster, podsOf } from '../api/index.ts';
import type { Pod, Resolution, Resource } from '../engine/model/index.ts';
import { isFinished, qualifiedName } from '../engine/model/index.ts';
import { explainResolution } from '../report/index.ts';
import { failExpectation } from './failure.ts';
import { judgedLookUp } from './judged.ts';
import { clientsAmong, NEXT, placeOf, type Quantified, SHOWN } from './quantified.ts';

/** Holds if the name gives each of the pods an address; every one that gets none is reported. `to` is the name. */
export function expectAllResolve(cluster: Cluster, sentence: Quantified): void {
  const { to: name } = sentence;
  const pods = clientsAmong(cluster, sentence)
    .flatMap((ref) => podsOf(cluster.view, ref))
    .filter(({ object }) => !isFinished(object));
  const failed = pods
    .map((pod) => ({ from: `pod ${qualifiedName(pod.ref)}`, resolution: lookUp(cluster, pod, name) }))
    .filter(({ resolution }) => !hasAddress(resolution));
  if (failed.length === 0) return;
  const more = failed.length > SHOWN ? `\n… and ${failed.length - SHOWN} more` : '';
  const shown = failed.slice(0, SHOWN).map(({ from, resolution }) => explainResolution(from, resolution));
  failExpectation(
    `every pod${placeOf(sentence)} can resolve ${name}`,
    failed.map(({ from, resolution }) => `${from} does not: ${resolution.reason.text}`).join(NEXT),
    shown.join('\n') + more,
  );
}

/** An address of either family will do. */
function lookUp(cluster: Cluster, { ref }: Resource<Pod>, name: string): Resolution {
  const from = { pod: ref.name, namespace: ref.namespace ?? 'default' };
  const four = cluster.lookUp({ from, name });
  judgedLookUp(four, { cluster, from });
  if (hasAddress(four)) return four;
  const six = cluster.lookUp({ from, name, type: 'AAAA' });
  return hasAddress(six) ? six : four;
}

function hasAddress({ rcode, answers }: Resolution): boolean {
  return rcode === 'NOERROR' && answers.some(({ type }) => type === 'A' || type === 'AAAA');
}
