export type { Answer } from './answer.ts';
export {
  answersItself,
  connectionTo,
  expectAllReach,
  expectConnectivity,
  expectNoneReaches,
  expectOnly,
  reachesOthers,
} from './connectivity.ts';
export { expectAccepted, expectClusterRejected, expectRejected } from './expect-admission.ts';
export { expectAllResolve } from './expect-all-resolve.ts';
export { expectFile } from './expect-file.ts';
export { expectHealth } from './expect-health.ts';
export { type Closed, expectNothingOutside } from './expect-nothing-outside.ts';
export { expectAddress, expectEndpoints, expectNode, expectPending } from './expect-objects.ts';
export {
  expectNotModelled,
  expectOutput,
  expectOutputContains,
  expectOutputLacks,
  expectStatus,
} from './expect-output.ts';
export { expectFailsToResolve, expectResolvesTo } from './expect-resolution.ts';
export { expectResponseContains, expectResponseLacks, expectResponseStatus } from './expect-response.ts';
export {
  expectBalanced,
  expectDeniedBy,
  expectExplained,
  expectMayReach,
  expectOutcome,
  expectReaches,
  expectSourceSeen,
  type Scope,
} from './expect-trace.ts';
export { type Exposure, expectExposed, expectNotExposed } from './exposure.ts';
export { ManifestError, SpecFailure } from './failure.ts';
export { clientPod, namespaceWith } from './given-objects.ts';
export { insideBlocks, outsideClients } from './outside-clients.ts';
export { everyWorkload, nameOf as workloadName, type Quantified } from './quantified.ts';
export { connectRepeatedly, expectDifferentPods, expectSamePod, type Repeated } from './repeated.ts';
export { type BelowOptions, requireBelow, type StepFunction } from './require-below.ts';
export { type Run, type RunSettings, runOf, worldParametersOf } from './run.ts';
export { Scenario, type ScenarioChange } from './scenario.ts';
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
export { type Continuity, expectInterrupted, expectStaysReachable } from './stays-reachable.ts';
export { labelsOf, nodesOf } from './tables.ts';
export { type WayIn, waysIn } from './ways-in.ts';
