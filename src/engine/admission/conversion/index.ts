export type { Conversion } from './convert.ts';
export { convert } from './convert.ts';
export type { Deprecation } from './deprecations.ts';
