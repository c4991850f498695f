export type { ClusterFile, ClusterFileSpec } from './cluster-file.ts';
export { completeCluster } from './complete.ts';
export { profileNamed, profileNames } from './profiles.ts';
