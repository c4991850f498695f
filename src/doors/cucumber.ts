/**
 * Everything that a step file needs, in one import: cucumber's own `Given`, `When`, `Then` and hooks, the scenario that a
 * step belongs to, the expectations that Curlew's own sentences use, and all of `curlew`.
 *
 *     import { scenarioOf, Then } from 'curlew/cucumber';
 *     Then('the blog is up', async function () {
 *       const cluster = await scenarioOf(this).cluster();
 *     });
 */
export {
  After,
  AfterAll,
  AfterStep,
  Before,
  BeforeAll,
  BeforeStep,
  context,
  DataTable,
  defineParameterType,
  defineStep,
  Given,
  Status,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setParallelCanAssign,
  setWorldConstructor,
  Then,
  When,
  World,
  world,
} from '@cucumber/cucumber';
export {
  EXTERNAL_CLIENT,
  findClients,
  findWorkload,
  Phrase,
  parseParty,
  parseRequest,
  parseTarget,
  phraseOf,
  podsOf,
  queryOf,
  type TargetQuery,
  WORKLOAD_KINDS,
  type Workload,
} from '../api/index.ts';
export {
  ABILITIES,
  type Ability,
  type AbilityMethods,
  type Able,
  type Backend,
  BackendCannot,
  type BackendKind,
  backendOf,
  type Command,
  type CommandAnswer as BackendCommandAnswer,
  type Connection,
  type FileLookUp,
  type KubectlAnswer,
  type KubectlCommand,
  type LookUp,
  type Mutation,
  need,
  type SimulationOptions,
  simulated,
  unable,
} from '../backends/index.ts';
/** A look-up among the answers of a scenario; `LookUpAnswer` is what a sentence says of one. */
export type { LookUpAnswer as ScenarioLookUpAnswer } from '../behaviour/index.ts';
export * from '../behaviour/index.ts';
export type { CommandOutput } from '../clients/net-tools/index.ts';
export { type CommandQuestion, type CommandResult, runCommand } from '../clients/shell/index.ts';
export type { Cidr, WrittenPort } from '../engine/model/index.ts';
export {
  type AddressPattern,
  type DestinationQuery,
  type DisruptionQuery,
  type LookUpAnswer,
  type NamedObject,
  type ObjectName,
  PHRASES,
  type PhraseKind,
  type Phrases,
  type WrittenObject,
  type WrittenURL,
} from '../grammar/index.ts';
export * from './curlew.ts';
