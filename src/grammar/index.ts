export { type AddressAt, type AddressPattern, meetsAddress, readAddressPattern } from './address-pattern.ts';
export { type DestinationQuery, parseDestination } from './destination.ts';
export { type DisruptionQuery, parseDisruption } from './disruption.ts';
export { type From, phraseOf, queryOf } from './from.ts';
export { workloadKind } from './kind-words.ts';
export { type LookUpAnswer, parseLookUpAnswer } from './look-up-answer.ts';
export { type NamedObject, namePhrase, type ObjectName } from './object-name.ts';
export {
  EXTERNAL_CLIENT,
  type ExternalQuery,
  formatParty,
  isNamespaceName,
  type PartyQuery,
  parseParty,
  parseWorkload,
  partyPhrase,
  type WorkloadQuery,
  workloadOf,
} from './party.ts';
export { meaningOf, Phrase, type PhraseKind } from './phrase.ts';
export { PHRASES, type Phrases } from './phrases.ts';
export { parseEndpoints, parsePort } from './ports.ts';
export { httpTarget, parseConnection, parseRequest } from './request.ts';
export { SLIPS, type Slip } from './slips.ts';
export {
  objectTarget,
  parseTarget,
  portOfObject,
  readTarget,
  type Target,
  type TargetQuery,
  type WrittenObject,
  type WrittenURL,
} from './target.ts';
