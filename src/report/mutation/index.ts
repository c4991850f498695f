export { countMutants, type MutationCounts } from './count-mutants.ts';
export { effectEnd, effectPorts, effectsText } from './effect-text.ts';
export {
  type MutantJson,
  type MutantPlaceJson,
  type MutationEffectJson,
  type MutationJson,
  mutationJson,
} from './mutation-json.ts';
export { mutationText } from './mutation-text.ts';
