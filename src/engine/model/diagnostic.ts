import type { ObjectRef } from './resource.ts';
import type { SourceLocation } from './source.ts';

/**
 * Bad or notable news about the input, collected and never thrown.
 *
 * `error`: the API server would reject the object (it is not in the cluster). `warning`: accepted, and probably not
 * what was meant. `note`: accepted, and worth knowing. `message` is the real component's own text where it has one.
 */
export interface Diagnostic {
  /** Kebab-case and stable, such as `unknown-field`; tests and users' filters rest on it. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly at?: SourceLocation;
  readonly about?: ObjectRef;
  /** Why the API server says no, where it is not that the object is `Invalid`. */
  readonly reason?: StatusReason;
  /**
   * The message without what introduces it, where it has an introduction: `spec.clusterIP: Invalid value: …` of
   * `The Service "web" is invalid: spec.clusterIP: …`. Clients that answer for several faults at once list these.
   */
  readonly cause?: string;
  /** Where it stands for others that say the same of other objects: how many, and its own message without their number. */
  readonly standsFor?: { readonly others: number; readonly message: string };
}

/**
 * A diagnostic whose place is looked for where somebody asks: finding a line parses the document again, and most of what is
 * said while a cluster comes to rest is never shown.
 */
export function locatedOnDemand(news: Diagnostic, locate: () => SourceLocation | undefined): Diagnostic {
  return Object.defineProperty({ ...news }, 'at', { enumerable: true, get: locate });
}

/** The reasons of the API server's answers that are modelled (apimachinery pkg/apis/meta/v1/types.go, StatusReason). */
export type StatusReason = 'AlreadyExists' | 'BadRequest' | 'Forbidden' | 'InternalError' | 'Invalid' | 'NotFound';

/**
 * Broken surroundings or bad usage, not a verdict: a path that is missing, an unknown pod, a Cluster file that is wrong.
 * `message` is `summary`, and the hint on a line of its own: whoever prints the error tells both.
 */
export class SetupError extends Error {
  override readonly name: string = 'SetupError';
  readonly summary: string;
  readonly hint: string | undefined;
  constructor(summary: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(options.hint === undefined ? summary : `${summary}\n  hint: ${options.hint}`, { cause: options.cause });
    this.summary = summary;
    this.hint = options.hint;
  }
}

/** Beyond the model: Curlew does not simulate it, and makes no answer up. */
export class NotModelled extends SetupError {}

/** Reports an invariant of Curlew itself that does not hold; never the user's fault. */
export class CurlewDefect extends Error {
  override readonly name = 'CurlewDefect';
}

/** Ends an exhaustive `switch`; the compiler proves that it is never reached. */
export function assertNever(value: never): never {
  throw new CurlewDefect(`a case is missing for ${JSON.stringify(value)}`);
}
