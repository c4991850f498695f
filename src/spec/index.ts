export { everyWorkload, expectAllReach, expectConnectivity, expectNoneReaches, expectOnly } from './connectivity.ts';
export { expectAddress, expectEndpoints, expectNode, expectPending } from './expect-objects.ts';
export { expectFailsToResolve, expectResolvesTo } from './expect-resolution.ts';
export {
  expectBalanced,
  expectDeniedBy,
  expectMayReach,
  expectOutcome,
  expectReaches,
  expectSourceSeen,
} from './expect-trace.ts';
export { ManifestError, SpecFailure } from './failure.ts';
export { Scenario } from './scenario.ts';
