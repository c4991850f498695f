export type { HttpReply, HttpRequest, HttpResponse } from '../engine/network/servers/index.ts';
export type { Answer, CommandAnswer, ConnectionsAnswer, Judgeable, LookUpAnswer, Repeated } from './answer.ts';
export type { AskedTarget, TargetLike } from './asked-target.ts';
export { type ComponentCalls, callsOfApiServer, callsOfKubelet } from './control-plane-calls.ts';
export { type Admission, expectAccepted, expectClusterRejected, expectRejected } from './expectations/admission.ts';
export { expectAllResolve } from './expectations/all-resolve.ts';
export { answersItself, connectionTo, reachesOthers } from './expectations/ask.ts';
export { expectCannotReach, expectCanReach, type Reaching } from './expectations/can-reach.ts';
export { everyWorkload, type Quantified, workloadName } from './expectations/clients.ts';
export {
  expectBalanced,
  expectDeniedBy,
  expectExplained,
  expectMayReach,
  expectOutcome,
  expectReaches,
  expectSourceSeen,
} from './expectations/connection.ts';
export { type Continuity, expectInterrupted, expectStaysReachable } from './expectations/continuity.ts';
export { type Exposure, expectExposed, expectNotExposed } from './expectations/exposure.ts';
export { expectFile } from './expectations/file.ts';
export { expectHealth } from './expectations/health.ts';
export { type Closed, expectNothingOutside } from './expectations/nothing-outside.ts';
export { expectAddress, expectEndpoints, expectNode, expectPending } from './expectations/objects.ts';
export {
  expectNotModelled,
  expectOutput,
  expectOutputContains,
  expectOutputLacks,
  expectStatus,
} from './expectations/output.ts';
export { insideBlocks, outsideClients } from './expectations/outside-clients.ts';
export { expectAllReach, expectNoneReaches, expectOnly } from './expectations/quantified.ts';
export { connectRepeatedly, expectDifferentPods, expectSamePod } from './expectations/repeated.ts';
export {
  expectFailsToResolve,
  expectLookUpDeniedBy,
  expectLookUpExplained,
  expectResolvesTo,
} from './expectations/resolution.ts';
export { expectResponseContains, expectResponseLacks, expectResponseStatus } from './expectations/response.ts';
export { expectConnectivity } from './expectations/truth-table.ts';
export { type WayIn, waysIn } from './expectations/ways-in.ts';
export { ManifestError, SpecFailure } from './failure.ts';
export { clientPod, namespaceWith } from './given-objects.ts';
export { type Heard, heardConnection, tell } from './heard.ts';
export { nameserverCode } from './nameserver-code.ts';
export { type BelowOptions, requireBelow, type StepFunction } from './require-below.ts';
export {
  handedParametersOf,
  Run,
  type RunContext,
  type RunSettings,
  runOf,
  worldParametersOf,
} from './run.ts';
export { Scenario } from './scenario.ts';
export type { ScenarioChange } from './scenario-backend.ts';
export {
  beginScenario,
  docStringText,
  type FeatureChild,
  type FeatureDocString,
  type FeatureDocument,
  type FeatureSteps,
  type StartedPickle,
  type StartedScenario,
  scenarioOf,
} from './scenario-of.ts';
export { expectLinePrints, expectPageHolds, runPageIn } from './scenario-page.ts';
export type { Scope } from './scope.ts';
export { labelsOf, nodesOf } from './tables.ts';
export { wrapStep } from './wrap-step.ts';
