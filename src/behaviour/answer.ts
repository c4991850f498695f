import type { Target } from '../api/index.ts';
import type { CommandOutput } from '../clients/net-tools/index.ts';
import type { Resolution, Trace } from '../engine/model/index.ts';
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
