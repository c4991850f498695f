export { admittedForm } from './admitted-form.ts';
export { decodeNulls } from './decode-nulls.ts';
export { isKnownKind, knownKinds, mayBeNewer } from './kinds.ts';
export { type NearestName, nearestName } from './nearest-name.ts';
export type { GroupVersionKind, KnownKind } from './schema-node.ts';
export { typeAt } from './schema-places.ts';
export type { StructuralProblem } from './structural-problem.ts';
export { validateStructure } from './validate-structure.ts';
