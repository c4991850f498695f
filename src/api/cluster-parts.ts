import type { Simulation } from '../engine/control-plane/index.ts';
import type { Diagnostic, RejectedObject, Resource } from '../engine/model/index.ts';

/** What reading the manifests left behind. */
export interface Reading {
  /** Where names that name no namespace are looked for, where it is not `default`. */
  readonly namespace?: string;
  readonly absent?: readonly Resource[];
  readonly rejected?: readonly RejectedObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, string>;
}

/** A cluster at rest, and what reading its manifests left behind. */
export interface ClusterParts extends Reading {
  readonly simulation: Simulation;
}

/** Objects that were read, to be written to a cluster. */
export interface Written extends Reading {
  readonly resources: readonly Resource[];
  readonly faulty?: readonly Resource[];
}
