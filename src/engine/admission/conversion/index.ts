export type { Conversion } from './convert.ts';
export { convert } from './convert.ts';
