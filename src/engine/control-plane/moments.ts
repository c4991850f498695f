import type { Change, ClusterView, Pod } from '../model/index.ts';
import { compareText, isReady, qualifiedName } from '../model/index.ts';
import { reconcilePods } from './kubelet/index.ts';
import { lateMoment } from './late-moment.ts';
import { type Kubelet, settle } from './settle.ts';
import type { Simulation } from './simulation.ts';

/**
 * The states that a cluster passes through from a write until it is at rest, in order; the last one is at rest.
 *
 * What takes time is the start of pods, and the news of their end. They become ready one after the other, by name, and
 * everyone reacts to each before the next one is. Where pods are deleted whose servers may be gone before everyone has
 * heard of it, there is first the moment at which nobody has (`lateMoment`).
 */
export function* moments(
  before: Simulation,
  write: (simulation: Simulation) => Simulation = (simulation) => simulation,
): Generator<Simulation, void> {
  let last = before;
  let current = write(before);
  for (;;) {
    const starting = new Map<string, Change>();
    const { diagnostics, ...settled } = settle(current, slowKubelet(starting));
    current = { ...current, ...settled, condition: diagnostics };
    const late = lateMoment(last, current);
    if (late !== undefined) yield late;
    yield current;
    last = current;
    const [first] = [...starting].sort(([a], [b]) => compareText(a, b));
    if (first === undefined) return;
    current = { ...current, state: current.state.apply([first[1]]) };
  }
}

/** A kubelet whose pods are all about to become ready: `starting` has what it would write of those, by pod. */
function slowKubelet(starting: Map<string, Change>): Kubelet {
  return (view) => {
    starting.clear();
    const { changes, diagnostics } = reconcilePods(view);
    return { changes: changes.filter((change) => !isHeld(view, change, starting)), diagnostics };
  };
}

function isHeld(view: ClusterView, change: Change, starting: Map<string, Change>): boolean {
  if (change.kind !== 'put') return false;
  const { ref } = change.resource;
  const object = change.resource.object as Pod;
  const before = view.get('Pod', ref.name, ref.namespace);
  if (!isReady(object) || (before !== undefined && isReady(before.object))) return false;
  starting.set(qualifiedName(ref), change);
  return true;
}
