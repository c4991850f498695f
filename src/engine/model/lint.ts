import type { ObjectRef } from './resource.ts';
import type { SourceLocation } from './source.ts';

export type Severity = 'error' | 'warning' | 'note';

/** The severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** One thing that lint has to say about the manifests. */
export interface Finding {
  /** Kebab-case and stable: filters, silences and pages rest on it. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The object that was written; for a pod, the workload that makes it. */
  readonly object?: ObjectRef;
  /** `spec.ingress[0].from[1]`; empty for the object as a whole. */
  readonly path: string;
  readonly at?: SourceLocation;
  /** What to change. */
  readonly fix?: string;
}

/** A finding that its object's annotation silences, and why. */
export interface SilencedFinding extends Finding {
  readonly silenced: string;
}

/** What a code of lint stands for. */
export interface LintRule {
  readonly code: string;
  readonly severity: Severity;
  /** One line, no full stop. */
  readonly title: string;
  /** The whole page, as Markdown. */
  readonly page: string;
  /** Where the page lies, from the top of the project. */
  readonly pagePath: string;
}

/** All that lint found, by file, line and column; what has no place comes last. */
export interface LintReport {
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
  /** The codes of lint's own checks, sorted; findings may have other codes too, those of diagnostics. */
  readonly rules: readonly LintRule[];
}
