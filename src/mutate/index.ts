export { currentMutation, type Mutation, startMutation } from './current-mutation.ts';
export { isEquivalent, type Mutant, mutantsOf, withMutant } from './mutants.ts';
