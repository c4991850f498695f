export type { ActingObject, Direction, ForeignObject } from './acting-object.ts';
export { compileForeign, foreignObjects } from './compile.ts';
export type { Doubt, ForeignTable } from './table.ts';
