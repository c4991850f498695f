export type { ActingObject, Direction, ForeignObject } from './acting-object.ts';
export { compileForeign } from './compile.ts';
export type { Doubt, ForeignTable } from './table.ts';
