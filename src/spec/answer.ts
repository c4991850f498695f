import type { Target } from '../library/index.ts';
import type { Resolution, Trace } from '../model/index.ts';
import type { CommandOutput } from '../shell/index.ts';
import type { Repeated } from './repeated.ts';

/** What a scenario asked last: connections (one for each client that a sentence speaks of), a look-up, or a command. */
export type Answer =
  | {
      readonly kind: 'connections';
      readonly traces: readonly Trace[];
      readonly to: string | Target;
      readonly repeated?: Repeated;
    }
  | {
      readonly kind: 'command';
      readonly line: string;
      readonly outputs: readonly CommandOutput[];
      /** The connections that it asked for, where somebody counts them. */
      readonly traces: readonly Trace[];
    }
  | { readonly kind: 'look-up'; readonly resolution: Resolution };
