import type { ClusterFileSpec } from '../cluster-file.ts';

/** A Cluster file that ships with Curlew. */
export interface Profile {
  readonly name: string;
  /** What cluster it stands for, in one line. */
  readonly about: string;
  readonly spec: ClusterFileSpec;
}
