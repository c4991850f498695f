import type { Change, Diagnostic } from '../../model/index.ts';

/** What the address allocators remember between two runs; an immutable value. */
export interface IpamState {
  /** For each cluster CIDR, the block that is tried first next time (`nextCandidate` of cidr_set.go). */
  readonly nextBlocks: ReadonlyMap<string, number>;
  /** For each range of each node, `worker-1 10.244.1.0/24`, host-local's last_reserved_ip. It outlives the pod. */
  readonly lastReserved: ReadonlyMap<string, bigint>;
}

/** The state of a cluster that has given out nothing yet. */
export const freshIpam: IpamState = { nextBlocks: new Map(), lastReserved: new Map() };

/** A reconciliation, and the state to hand to the next one. */
export interface IpamResult {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
  readonly state: IpamState;
}
