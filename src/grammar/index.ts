export { type AddressAt, type AddressPattern, meetsAddress, readAddressPattern } from './address-pattern.ts';
export { type DestinationQuery, destination, parseDestination } from './destination.ts';
export { type DisruptionQuery, disruption, parseDisruption } from './disruption.ts';
export { type From, phraseOf, queryOf } from './from.ts';
export { workloadKind } from './kind-words.ts';
export { type LookUpAnswer, lookUpAnswer, parseLookUpAnswer } from './look-up-answer.ts';
export {
  type NamedObject,
  namePhrase,
  namespaceList,
  type ObjectName,
  objectName,
  parseObjectName,
} from './object-name.ts';
export {
  client,
  EXTERNAL_CLIENT,
  formatParty,
  type PartyQuery,
  parseParty,
  parseWorkload,
  partyPhrase,
  type WorkloadQuery,
  workload,
  workloadList,
  workloadOf,
} from './party.ts';
export { meaningOf, Phrase, type PhraseKind } from './phrase.ts';
export { endpointList, parseEndpoints, parsePort, portList } from './ports.ts';
export { parseConnection, parseRequest } from './request.ts';
export {
  objectTarget,
  parseTarget,
  portOfObject,
  readTarget,
  type Target,
  type TargetQuery,
  target,
  type WrittenObject,
  type WrittenURL,
} from './target.ts';
