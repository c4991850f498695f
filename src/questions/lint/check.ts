import type { FieldPath, ObjectRef, Severity } from '../../engine/model/index.ts';
import type { Scene } from './scene.ts';

/** One thing that is wrong with an object, before it is given its place and asked whether somebody silenced it. */
export interface Problem {
  readonly about: ObjectRef;
  readonly path: FieldPath;
  /** A sentence in the present tense, without a full stop. */
  readonly message: string;
  readonly fix: string;
  /** Where it differs from the check's own. */
  readonly severity?: Severity;
}

/** Manifests that show a check. */
export interface Example {
  /** What stands beside both. */
  readonly given?: string;
  readonly wrong: string;
  readonly right: string;
  /** The profiles that they are applied to; `default` where it does not matter. */
  readonly clusters?: { readonly wrong: string; readonly right: string };
}

/** A check with its page. The example is run by the tests: `wrong` must be found, `right` must not. */
export interface Check {
  readonly code: string;
  readonly severity: Severity;
  /** One line, no full stop. */
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly example: Example;
  find(scene: Scene): Iterable<Problem>;
}
