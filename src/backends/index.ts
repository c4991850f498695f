export { ABILITIES, type Ability, type Able, BackendCannot, need, needExplained } from './ability.ts';
export type {
  Backend,
  BackendKind,
  Command,
  CommandAnswer,
  Connection,
  FileLookUp,
  KubectlAnswer,
  KubectlCommand,
  LookUp,
} from './backend.ts';
export { backendNamed } from './backend-named.ts';
export { backendOf, type Mutation, type SimulationOptions, simulated } from './simulated.ts';
export { type AbilityMethods, unable } from './unable.ts';
