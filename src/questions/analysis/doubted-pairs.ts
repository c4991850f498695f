import type { Pod, Resource, UnknownConnection } from '../../engine/model/index.ts';
import { formatRef } from '../../engine/model/index.ts';
import { foreignObjects } from '../../engine/network/foreign/index.ts';
import type { Connectivity, End } from './connectivity.ts';
import { doubted } from './matrix.ts';
import type { EndPair, Ends } from './pair-ends.ts';
import type { PairDoubt } from './rejected-doubts.ts';

interface Sides {
  readonly before: Connectivity;
  readonly after: Connectivity;
}

/** The pairs of a change of which nobody can tell, on either side. */
export class DoubtedPairs {
  readonly #sides: Sides;
  readonly #isEmpty: boolean;
  /** Whether every object that is not modelled is the same on both sides. */
  readonly #isSame: boolean;
  readonly #alike = new Map<EndPair, boolean>();

  constructor(sides: Sides) {
    this.#sides = sides;
    const { before, after } = sides;
    this.#isEmpty = !before.isDoubted && !after.isDoubted;
    const isRead = before.rejected.isEmpty && after.rejected.isEmpty;
    this.#isSame = !this.#isEmpty && isRead && written(before) === written(after);
  }

  of({ from, to }: Ends): PairDoubt | undefined {
    if (this.#isEmpty) return undefined;
    const { before, after } = this.#sides;
    return doubtOn(after, from.after, to.after) ?? doubtOn(before, from.before, to.before);
  }

  /**
   * All of them; ends outside are no pair. Left out are those that the change does not touch: the ports that policies allow are
   * the same, and so are both ends and the objects that may decide, whatever these decide.
   */
  among(
    sources: readonly EndPair[],
    targets: readonly EndPair[],
    differences: readonly Ends[],
  ): readonly UnknownConnection[] {
    if (this.#isEmpty) return [];
    const changed = new Map<EndPair, Set<EndPair>>();
    for (const { from, to } of differences) changed.set(from, (changed.get(from) ?? new Set()).add(to));
    return sources.flatMap((from) =>
      targets.flatMap((to) => {
        const isPair = from !== to && (from.peer.kind === 'Workload' || to.peer.kind === 'Workload');
        const doubt = isPair ? this.of({ from, to }) : undefined;
        if (doubt === undefined) return [];
        const isUntouched = this.#isSame && changed.get(from)?.has(to) !== true;
        if (isUntouched && this.#isAlike(from) && this.#isAlike(to)) return [];
        return [{ from: from.peer, to: to.peer, because: doubted(doubt) }];
      }),
    );
  }

  /** Reports whether an end is the same on both sides, as far as objects select by. */
  #isAlike(pair: EndPair): boolean {
    const known = this.#alike.get(pair);
    if (known !== undefined) return known;
    const { before, after } = this.#sides;
    const isAlike = selectable(before, pair.before) === selectable(after, pair.after);
    this.#alike.set(pair, isAlike);
    return isAlike;
  }
}

function doubtOn(side: Connectivity, from: EndPair['after'], to: EndPair['after']): PairDoubt | undefined {
  if (from === undefined || to === undefined) return undefined;
  return side.doubtOf(from, to, side.between(from, to));
}

/** The objects that are not modelled, those too that others only refer to. */
function written({ view }: Connectivity): string {
  const objects = foreignObjects(view).map(({ ref, object }) => [formatRef(ref), object] as const);
  return JSON.stringify(objects.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What objects may select the pods of an end by. */
function selectable({ view }: Connectivity, end: End | undefined): string | undefined {
  if (end?.kind !== 'workload') return end?.kind;
  const { namespace } = end.workload.ref;
  const around = namespace === undefined ? undefined : view.get('Namespace', namespace)?.object.metadata;
  const pods = new Set(end.workload.pods.map((pod) => JSON.stringify(selectableBy(pod))));
  return JSON.stringify([around?.labels, around?.annotations, [...pods].toSorted()]);
}

/** Labels that a controller writes anew for each revision of a template. */
const OF_REVISIONS: readonly string[] = ['controller-revision-hash', 'pod-template-hash'];

function selectableBy({ object: { metadata, spec } }: Resource<Pod>): readonly unknown[] {
  const labels = Object.entries(metadata.labels ?? {}).filter(([key]) => !OF_REVISIONS.includes(key));
  return [labels, metadata.annotations, spec.serviceAccountName, spec.hostNetwork];
}
