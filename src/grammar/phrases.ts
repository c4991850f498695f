import type { WrittenPort } from '../engine/model/index.ts';
import { type DestinationQuery, destination } from './destination.ts';
import { type DisruptionQuery, disruption } from './disruption.ts';
import { type LookUpAnswer, lookUpAnswer } from './look-up-answer.ts';
import { namespaceList, type ObjectName, objectName } from './object-name.ts';
import { client, type PartyQuery, type WorkloadQuery, workload, workloadList } from './party.ts';
import type { Phrase, PhraseKind } from './phrase.ts';
import { endpointList, portList } from './ports.ts';
import { type TargetQuery, target } from './target.ts';

/** What the parameters of the sentences stand for, by the names of the parameters. */
export interface Phrases {
  /** Whoever can connect: a pod, a workload, a container of a pod, a node, or somebody outside. */
  readonly client: PhraseKind<Phrase<PartyQuery>>;
  /** A pod or a workload of the manifests. */
  readonly workload: PhraseKind<Phrase<WorkloadQuery>>;
  /** `deployment wordpress`, `deployment wordpress and pod busybox`. */
  readonly workloads: PhraseKind<readonly Phrase<WorkloadQuery>[]>;
  /** A Service: `web`, `shop/web`, `web in namespace "shop"`. */
  readonly service: PhraseKind<Phrase<ObjectName>>;
  /** An object whose kind the sentence says. */
  readonly objectName: PhraseKind<Phrase<ObjectName>>;
  /** Several namespaces, in quotes: `"shop"`, `"shop", "dev" and "ops"`. */
  readonly namespaces: PhraseKind<readonly string[]>;
  /** Ports of a Service: `443`, `80 and 443`, `53/UDP`. */
  readonly ports: PhraseKind<readonly Phrase<WrittenPort>[]>;
  /** A URL or `host:port`, as a client would write it, or `namespace/name:port`; a name, for a look-up. */
  readonly target: PhraseKind<Phrase<TargetQuery>>;
  /** Whom a connection should reach: `pod 172.30.x.x`, `172.30.41.4:3306`, `a pod of deployment mariadb`, `node kuben05`. */
  readonly destination: PhraseKind<Phrase<DestinationQuery>>;
  /** What a look-up answers with: addresses, `the cluster IP of service mariadb`, `CNAME search.google.com`. */
  readonly answer: PhraseKind<Phrase<LookUpAnswer>>;
  /** Endpoints, separated by commas: `172.30.41.4:3306, 172.30.5.x:3306`; `none`. */
  readonly endpoints: PhraseKind<Phrase<readonly string[]>>;
  /** What a connection may have to survive: `any one node is down`, `deployment web rolls out`, `node kuben05 is drained`. */
  readonly disruption: PhraseKind<Phrase<DisruptionQuery>>;
}

export const PHRASES: Phrases = {
  client,
  workload,
  workloads: workloadList,
  service: objectName,
  objectName,
  namespaces: namespaceList,
  ports: portList,
  target,
  destination,
  answer: lookUpAnswer,
  endpoints: endpointList,
  disruption,
};
