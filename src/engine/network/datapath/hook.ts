import type { Branch, Outcome } from '../../model/index.ts';
import type { Context } from './context.ts';
import type { AffinityMemory, PacketState } from './packet-state.ts';

/** A part of a packet's way, all of whose hooks the packet meets one after the other. */
export type LegName = 'client' | 'own-namespace' | 'outside' | 'entering-node' | 'receiver';

/** One of the ways that a packet may go on from a hook. */
export type Step =
  /** To the next hook of the same leg, or to the first one of another. */
  { readonly to: 'next' | LegName; readonly state: PacketState } | { readonly to: 'end'; readonly way: Way };

/** A way that has come to its end, and what kube-proxy remembers of the client once the way was taken. */
export interface Way {
  readonly branch: Branch;
  readonly affinity: AffinityMemory;
}

/** How a way ends that gets no answer. */
export type Failure = Exclude<Outcome, 'connected'>;

/** A place on a packet's way. */
export interface Named {
  /** Whose network namespace it is in. */
  readonly at: string;
  /** netfilter's name for it (`PREROUTING`), else that of the component that acts there. */
  readonly name: string;
}

/** A place where something looks at a packet: it moves the packet on, splits its way, or ends it. */
export interface Hook extends Named {
  run(context: Context, state: PacketState): readonly Step[];
}
