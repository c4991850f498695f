import type { Protocol } from './address.ts';
import type { RuleRef } from './decision.ts';

/** A port that a process in a pod listens on, and what says so. */
export interface Listener {
  readonly port: number;
  readonly protocol: Protocol;
  readonly container: string;
  readonly because: 'declared' | 'probe' | 'image' | 'annotation';
  readonly rule: RuleRef;
}
