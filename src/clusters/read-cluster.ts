import type { ClusterSpec } from '../model/index.ts';
import type { ClusterFile } from './cluster-file.ts';
import { completeCluster } from './complete.ts';
import type { ClusterProblem } from './problem.ts';
import { profileNamed, profileNames } from './profiles.ts';

export interface ReadCluster {
  readonly spec: ClusterSpec;
  /** In the order of the file's fields; where one is an error, `spec` is not to be used. */
  readonly problems: readonly ClusterProblem[];
}

/** Turns a Cluster file into the whole cluster: what it extends, what it says, and the defaults for the rest. */
export function readCluster(file: ClusterFile): ReadCluster {
  const name = file.spec?.extends;
  const base = name === undefined ? undefined : profileNamed(name);
  const problems: ClusterProblem[] = [];
  if (name !== undefined && base === undefined) {
    problems.push({
      path: ['spec', 'extends'],
      code: 'unknown-profile',
      message: `no profile named "${name}"`,
      hint: `there are: ${profileNames.join(', ')}`,
    });
  }
  return { spec: completeCluster(file, base), problems };
}
