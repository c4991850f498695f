export { Bindings, type Pair, type TokenKind } from './bindings.ts';
export { type CompareMode, type Comparison, compare, type Verdict } from './compare.ts';
export type { Difference, Lacking, PageLine } from './difference.ts';
export { type KnownTokens, knownTokens, NOTHING_KNOWN } from './known.ts';
