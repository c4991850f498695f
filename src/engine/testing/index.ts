export { address, packetOf } from './address.ts';
export { nodeOf, testSpec } from './spec.ts';
export { resourcesOf, stateOf } from './view.ts';
