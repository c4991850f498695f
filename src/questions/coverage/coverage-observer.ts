import type { Observer } from '../../engine/model/index.ts';
import type { Coverage } from './coverage.ts';

/** Counts what a run of specs judges. `coverage` is asked each time, so that each scenario may have its own. */
export function coverageObserver(coverage: () => Coverage): Observer {
  return {
    asked: (view) => void coverage().load(view),
    judged: (trace, view) => coverage().exercise(view, trace),
    lookedUp: (resolution, view) => coverage().lookUp(view, resolution),
  };
}
