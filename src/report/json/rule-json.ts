import type { Considered, RuleRef } from '../../engine/model/index.ts';
import { formatFieldPath, formatRef } from '../../engine/model/index.ts';

/** The line of a manifest that decided; without `file` the object was not written by the user. */
export interface RuleJson {
  /** `Service default/mariadb`. */
  readonly object: string;
  /** `spec.ports[0]`; empty for the object as a whole. */
  readonly path: string;
  readonly file?: string;
  /** Line and column count from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** A rule that was looked at, and why it does not apply. */
export interface ConsideredJson {
  readonly rule: RuleJson;
  readonly mismatch: string;
}

export function ruleJson({ ref, path, location }: RuleRef): RuleJson {
  return { object: formatRef(ref), path: formatFieldPath(path), ...location };
}

export function consideredJson({ rule, mismatch }: Considered): ConsideredJson {
  return { rule: ruleJson(rule), mismatch };
}
