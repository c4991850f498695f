export { judgeMutants, type Verdict } from './judge-mutants.ts';
export { type Mutant, mutantsOf, mutationBy } from './mutants.ts';
export type { Attempt } from './try-mutants.ts';
export type { Witness } from './witnesses.ts';
