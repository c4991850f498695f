export { address, packetOf } from './address.ts';
export { decidersTold } from './deciders.ts';
export { nodeOf, testSpec } from './spec.ts';
export { resourcesOf, stateOf } from './view.ts';
