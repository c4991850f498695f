import type { Repetition } from '../api/index.ts';
import type { Able } from '../backends/index.ts';
import type { CommandOutput } from '../clients/net-tools/index.ts';
import type { Resolution, Trace } from '../engine/model/index.ts';
import type { AskedTarget } from './asked-target.ts';
import type { Heard } from './heard.ts';

/** What a scenario asked last: connections (one for each client that a sentence speaks of), a look-up, or a command. */
export type Answer = ConnectionsAnswer | CommandAnswer | LookUpAnswer;

export interface Judgeable {
  /** What an observer hears once an expectation is held against the answer; empty where nobody observes. */
  readonly heard: readonly Heard[];
}

export interface ConnectionsAnswer extends Judgeable {
  readonly kind: 'connections';
  readonly traces: readonly Trace[];
  readonly to: AskedTarget;
  /** The backend that was asked. */
  readonly of: Able;
  readonly repeated?: Repeated;
}

export interface CommandAnswer extends Judgeable {
  readonly kind: 'command';
  readonly line: string;
  /** Each way in which chance may have it. */
  readonly outputs: readonly CommandOutput[];
  /** The connections that the command opened. */
  readonly traces: readonly Trace[];
}

export interface LookUpAnswer extends Judgeable {
  readonly kind: 'look-up';
  readonly resolution: Resolution;
}

/** Connections from the same clients, one after the other. */
export interface Repeated {
  readonly times: number;
  /** One for each pod that asks. */
  readonly repetitions: readonly Repetition[];
}
