import type { UnknownConnection } from '../../engine/model/index.ts';
import type { Doubt } from '../../engine/network/foreign/index.ts';
import type { Connectivity } from './connectivity.ts';
import { doubted } from './matrix.ts';
import type { EndPair } from './pair-ends.ts';

interface Sides {
  readonly before: Connectivity;
  readonly after: Connectivity;
}

/** The pairs of a change that something may decide which is not modelled, on either side. */
export class DoubtedPairs {
  readonly #sides: Sides;
  readonly #isEmpty: boolean;

  constructor(sides: Sides) {
    this.#sides = sides;
    this.#isEmpty = sides.before.foreign.acting.length + sides.after.foreign.acting.length === 0;
  }

  of({ from, to }: { readonly from: EndPair; readonly to: EndPair }): Doubt | undefined {
    if (this.#isEmpty) return undefined;
    const { before, after } = this.#sides;
    return doubtOn(after, from.after, to.after) ?? doubtOn(before, from.before, to.before);
  }

  /** All of them; ends outside are no pair. */
  among(sources: readonly EndPair[], targets: readonly EndPair[]): readonly UnknownConnection[] {
    if (this.#isEmpty) return [];
    return sources.flatMap((from) =>
      targets.flatMap((to) => {
        const isPair = from !== to && (from.peer.kind === 'Workload' || to.peer.kind === 'Workload');
        const doubt = isPair ? this.of({ from, to }) : undefined;
        return doubt === undefined ? [] : [{ from: from.peer, to: to.peer, because: doubted(doubt) }];
      }),
    );
  }
}

function doubtOn(side: Connectivity, from: EndPair['after'], to: EndPair['after']): Doubt | undefined {
  if (from === undefined || to === undefined) return undefined;
  return side.doubtOf(from, to, side.between(from, to));
}
