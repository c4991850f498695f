export { type Connectivity, connectivityOf, type PodAddressReading } from './connectivity.ts';
export { diffMatrices } from './diff.ts';
export { type MatrixQuery, matrixOf } from './matrix.ts';
export { matrixNotes } from './notes.ts';
export { effectOf, mayChangeAll } from './rejected-effects.ts';
export type { EndQuery } from './select-ends.ts';
