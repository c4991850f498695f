export { compilePolicies } from './compile.ts';
export type { PolicyDecision } from './judge.ts';
export { judge } from './judge.ts';
export type { Direction, PolicyPeer, PolicyQuestion } from './question.ts';
export type { PolicyTable } from './table.ts';
export { isolatingPolicies } from './table.ts';
