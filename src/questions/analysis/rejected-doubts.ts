import type { ClusterView, ObjectRef, Reason, RejectedObject, RuleRef } from '../../engine/model/index.ts';
import { nameOfRejected, sameRef, WORKLOAD_KINDS } from '../../engine/model/index.ts';
import { effectOf } from './rejected-effects.ts';

/** Why nobody can tell who may reach whom: something that is not modelled may decide, or something that is rejected. */
export interface PairDoubt {
  readonly reason: Reason;
  /** Absent for what is rejected and says no name. */
  readonly rule?: RuleRef;
  /** Whether it may let through what policies keep out. */
  readonly overrules: boolean;
}

/** A workload at an end of a connection: what is known of it is enough to say what may touch it. */
export type Touched = Pick<ObjectRef, 'kind' | 'namespace' | 'name'>;

/**
 * The objects that are rejected and may change who may reach whom, once they are mended. What counts all the same (a
 * container without an image) is in the view, and is none of them.
 */
export class RejectedDoubts {
  readonly #objects: readonly RejectedObject[];
  readonly #view: ClusterView;

  constructor(view: ClusterView, rejected: readonly RejectedObject[]) {
    this.#view = view;
    this.#objects = rejected.filter(
      (object) => EFFECTIVE.has(effectOf(object)) && (object.ref === undefined || !this.#counts(object.ref)),
    );
  }

  get isEmpty(): boolean {
    return this.#objects.length === 0;
  }

  /** The workloads that are rejected themselves: they are somebody's ends, and nothing is known of their pods. */
  get workloads(): readonly ObjectRef[] {
    return this.#objects.flatMap(({ ref }) => (ref !== undefined && isWorkload(ref) ? [ref] : []));
  }

  /** What may change a connection between these ends; an end outside the cluster is none of them. */
  on(ends: readonly Touched[]): PairDoubt | undefined {
    const object = this.#objects.find((each) => mayTouch(each, ends));
    return object && doubtBecause(object);
  }

  #counts(ref: ObjectRef): boolean {
    return this.#view.getAny(ref)?.origin.kind === 'manifest';
  }
}

const EFFECTIVE: ReadonlySet<string> = new Set(['everything', 'policy', 'pods', 'namespace']);

function isWorkload({ kind, namespace }: ObjectRef): boolean {
  return namespace !== undefined && WORKLOAD_KINDS.some((each) => each === kind);
}

function mayTouch(object: RejectedObject, ends: readonly Touched[]): boolean {
  const { ref } = object;
  switch (effectOf(object)) {
    case 'policy':
      return ends.some(({ namespace }) => ref?.namespace === undefined || ref.namespace === namespace);
    case 'namespace':
      return ref === undefined || ends.some(({ namespace }) => namespace === ref.name);
    case 'pods':
      return ref === undefined || !isWorkload(ref) || ends.some((end) => sameRef(end, ref));
    default:
      return true;
  }
}

function doubtBecause(object: RejectedObject): PairDoubt {
  const { ref, message, at } = object;
  return {
    reason: { code: 'rejected-object', text: `${nameOfRejected(object)} is rejected, and may change this: ${message}` },
    ...(ref !== undefined && { rule: { ref, path: [], location: at } }),
    overrules: true,
  };
}
