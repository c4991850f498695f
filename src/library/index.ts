export type { Client } from '../datapath/index.ts';
export { type LintOptions, lintRules } from '../lint/index.ts';
export type { DnsQuestion, DnsReply } from './ask-dns.ts';
export type { ClusterChange } from './changes.ts';
export {
  Cluster,
  type ClusterClient,
  type ConnectQuestion,
  type FileQuestion,
  type From,
  type ResolveQuestion,
} from './cluster.ts';
export { findClients } from './find-clients.ts';
export { findWorkload, podsOf, type Workload } from './find-workload.ts';
export type { LoadOptions, ManifestOptions, ManifestText } from './load-cluster.ts';
export type { MatrixOptions } from './matrix.ts';
export { EXTERNAL_CLIENT, type PartyQuery, parseParty, WORKLOAD_KINDS, type WorkloadQuery } from './party-query.ts';
export type { RulesQuestion } from './proxy-rules.ts';
export { parseTarget, type Target } from './target.ts';
