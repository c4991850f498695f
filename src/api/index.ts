export { WORKLOAD_KINDS } from '../engine/model/index.ts';
export type { Client, Repetition } from '../engine/network/datapath/index.ts';
export type { HealthCheck } from '../engine/network/kube-proxy/index.ts';
export { type LintOptions, lintRules } from '../questions/lint/index.ts';
export type { DnsQuestion, DnsReply } from './ask-dns.ts';
export type { ClusterChange } from './changes.ts';
export {
  Cluster,
  type ClusterClient,
  type ConnectQuestion,
  type FileQuestion,
  type ResolveQuestion,
} from './cluster.ts';
export { findClients } from './find-clients.ts';
export { findWorkload, podsOf, type Workload } from './find-workload.ts';
export type { From } from './from.ts';
export type { HealthQuestion } from './health-check.ts';
export type { LoadOptions, ManifestOptions, ManifestText } from './load-cluster.ts';
export type { MatrixOptions, PodAddressOptions } from './matrix.ts';
export { observing } from './observe.ts';
export { parseRequest } from './parse-request.ts';
export { EXTERNAL_CLIENT, type PartyQuery, parseParty, type WorkloadQuery } from './party-query.ts';
export type { RulesQuestion } from './proxy-rules.ts';
export { parseTarget, type Target } from './target.ts';
