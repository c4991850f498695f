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
  type PartyQuery,
  parseParty,
  parseRequest,
  parseTarget,
  podsOf,
  WORKLOAD_KINDS,
  type Workload,
  type WorkloadQuery,
} from '../api/index.ts';
export * from '../behaviour/index.ts';
export {
  type CommandOutput,
  type CommandQuestion,
  type CommandResult,
  runCommand,
} from '../clients/net-tools/index.ts';
export type { Cidr, ServicePort } from '../engine/model/index.ts';
export * from './curlew.ts';
