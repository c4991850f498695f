import type { WrittenRule } from './decision.ts';
import type { Json } from './json-value.ts';
import type { MatrixPeer, PortRanges } from './matrix.ts';
import type { ObjectRef } from './resource.ts';

/** A policy that says one thing otherwise than it is written. */
export interface MutatedField {
  /** The field that is changed. */
  readonly rule: WrittenRule;
  /** `drops the rule`. */
  readonly what: string;
  /** The field's value, and what it is changed to; absent where there was none, or none is left. */
  readonly before?: Json;
  readonly after?: Json;
}

/** A connection that a mutant opens or closes: what a scenario would have to ask about. */
export interface MutationEffect {
  readonly change: 'opens' | 'closes';
  readonly from: MutationEnd;
  readonly to: MutationEnd;
  /** By protocol; where somebody listens, the ports on which somebody does. */
  readonly ports: readonly PortRanges[];
  /** Whether somebody listens on a port of them. */
  readonly listening: boolean;
}

/** An end of a connection; the cluster's DNS is in no manifest, and the pods that ask it stand for themselves. */
export type MutationEnd =
  | MatrixPeer
  | { readonly kind: 'Pod'; readonly pod: ObjectRef }
  | { readonly kind: 'ClusterDns' };

/** A scenario that noticed a mutant. */
export interface MutationNotice {
  /** Its file. */
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  /** The sentence that failed. */
  readonly step?: string;
  readonly timedOut: boolean;
}

/** What became of a mutant; `killer` is what the first to notice it says. */
export type MutantFate<N = MutationNotice> =
  | { readonly status: 'killed'; readonly killer: N }
  /** Every scenario holds. No effects: it is about ends that the matrix does not have. */
  | { readonly status: 'survived'; readonly effects: readonly MutationEffect[] }
  /** Nobody reaches more or less than before. */
  | { readonly status: 'equivalent' }
  /** The API server rejects it, for this reason. */
  | { readonly status: 'invalid'; readonly because: string };

/** What a run of mutants came to. */
export interface MutationOutcome {
  readonly verdicts: readonly (MutantFate & { readonly mutant: MutatedField })[];
  /** Those that were not tried, for there were more than the limit. */
  readonly left: number;
}
