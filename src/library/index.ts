export type { ClusterChange } from './changes.ts';
export {
  Cluster,
  type ClusterClient,
  type ConnectQuestion,
  type FileQuestion,
  type From,
  type ResolveQuestion,
} from './cluster.ts';
export { findWorkload, podsOf, type Workload } from './find-workload.ts';
export type { LoadOptions, ManifestOptions, ManifestText } from './load-cluster.ts';
export { EXTERNAL_CLIENT, type PartyQuery, parseParty, WORKLOAD_KINDS, type WorkloadQuery } from './party-query.ts';
export { parseTarget, type Target } from './target.ts';
