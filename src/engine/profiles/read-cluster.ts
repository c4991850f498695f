import type { ClusterSpec } from '../model/index.ts';
import { checkCluster } from './check/check-cluster.ts';
import { checkPolicies } from './check/policies.ts';
import type { ClusterFile } from './cluster-file.ts';
import { completeCluster } from './complete.ts';
import { mergeSpecs } from './merge.ts';
import type { ClusterProblem } from './problem.ts';
import { profileNamed, profileNames } from './profiles.ts';

/** A Cluster file that was read. */
export interface ReadCluster {
  readonly spec: ClusterSpec;
  /** In a fixed order of rules; where one is an error, `spec` is not to be used. */
  readonly problems: readonly ClusterProblem[];
}

/**
 * Turns a Cluster file, whose structure is right, into the whole cluster: what it extends, what it says, and the
 * defaults for the rest.
 */
export function readCluster(file: ClusterFile): ReadCluster {
  const own = file.spec ?? {};
  const base = own.extends === undefined ? undefined : profileNamed(own.extends);
  const written = mergeSpecs(base?.spec ?? {}, own);
  const spec = completeCluster(file.metadata.name, written);
  // What the rest lacks, the profile that was meant would say.
  if (own.extends !== undefined && base === undefined) return { spec, problems: [unknownProfile(own.extends)] };
  return { spec, problems: [...checkPolicies(own.network?.policies ?? {}), ...checkCluster(written, spec)] };
}

function unknownProfile(name: string): ClusterProblem {
  return {
    path: ['spec', 'extends'],
    code: 'unknown-profile',
    message: `no profile named "${name}"`,
    hint: `there are: ${profileNames.join(', ')}`,
  };
}
