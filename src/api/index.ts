export type { ManifestText } from '../engine/admission/index.ts';
export { WORKLOAD_KINDS } from '../engine/model/index.ts';
export type { Client, HttpProbe, Repetition } from '../engine/network/datapath/index.ts';
export type { HealthCheck } from '../engine/network/kube-proxy/index.ts';
export type {
  ClusterFile,
  ClusterFileSpec,
  DnsFile,
  NetworkFile,
  NodeFile,
  PoliciesFile,
} from '../engine/profiles/index.ts';
export { podsOf } from '../engine/relations/index.ts';
export {
  EXTERNAL_CLIENT,
  type ExternalQuery,
  type From,
  type PartyQuery,
  Phrase,
  parseParty,
  parseRequest,
  parseTarget,
  phraseOf,
  queryOf,
  type Target,
  type TargetQuery,
  type WorkloadQuery,
} from '../grammar/index.ts';
export { mayChangeAll, type PodAddressReading } from '../questions/analysis/index.ts';
export { type LintOptions, lintRules } from '../questions/lint/index.ts';
export type { DnsAnswer, DnsQuestion, DnsReply } from './ask-dns.ts';
export type { ClusterChange } from './changes.ts';
export { Cluster, type ClusterClient } from './cluster.ts';
export type { FileContent, FileReader } from './file-reader.ts';
export { findClients } from './find-clients.ts';
export { findWorkload, type Workload, type WorkloadName } from './find-workload.ts';
export type { HealthQuestion } from './health-check.ts';
export { type ClusterOptions, type MadeCluster, makeCluster } from './make-cluster.ts';
export type { AskedTexts, ManifestTexts } from './manifest-texts.ts';
export type { MatrixOptions, PodAddressOptions } from './matrix.ts';
export { refuseObjectTarget } from './object-target.ts';
export type { RulesQuestion } from './proxy-rules.ts';
export type { ConnectQuestion, FileQuestion, ResolveQuestion } from './questions.ts';
