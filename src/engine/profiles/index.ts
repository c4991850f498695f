export type { ClusterFile, ClusterFileSpec, DnsFile, NetworkFile, NodeFile, PoliciesFile } from './cluster-file.ts';
export type { ClusterProblem } from './problem.ts';
export { profileHint, profileNamed, profileNames } from './profiles.ts';
export { type ReadCluster, readCluster } from './read-cluster.ts';
