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
} from './expect-trace.ts';
export { type Exposure, expectExposed, expectNotExposed } from './exposure.ts';
export { ManifestError, SpecFailure } from './failure.ts';
export { clientPod, namespaceWith } from './given-objects.ts';
export { insideBlocks, outsideClients } from './outside-clients.ts';
export { everyWorkload, nameOf as workloadName, type Quantified } from './quantified.ts';
export { connectRepeatedly, expectDifferentPods, expectSamePod } from './repeated.ts';
export { type BelowOptions, requireBelow } from './require-below.ts';
export { type Run, type RunSettings, runOf, worldParametersOf } from './run.ts';
export { Scenario } from './scenario.ts';
export { beginScenario, docStringText, scenarioOf } from './scenario-of.ts';
export { expectInterrupted, expectStaysReachable } from './stays-reachable.ts';
export { labelsOf, nodesOf } from './tables.ts';
export { waysIn } from './ways-in.ts';
