export { type Connectivity, connectivityOf, type PodAddressReading } from './connectivity.ts';
export { diffMatrices } from './diff.ts';
export { type MatrixQuery, matrixOf } from './matrix.ts';
export { matrixNotes } from './notes.ts';
export type { EndQuery } from './select-ends.ts';
