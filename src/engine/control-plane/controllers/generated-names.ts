import { stableSuffix } from '../../model/index.ts';

const SUFFIX_LENGTH = 5;
const MAX_BASE_LENGTH = 63 - SUFFIX_LENGTH;

/** A name of the shape of `generateName`: `<owner>-` cut to 58 characters, and five more that follow from `seed`. */
export function generatedName(owner: string, seed: string): string {
  return `${owner}-`.slice(0, MAX_BASE_LENGTH) + stableSuffix(seed, SUFFIX_LENGTH);
}

/**
 * The names of an owner's pods, one after the other and without an end, from the one of number `first` on. They follow
 * from the owner's name alone; an owner that counts the pods that it has and had gives no name twice. (names.SimpleNameGenerator in apiserver pkg/storage/names/generate.go draws at random.)
 */
export function* podNames(
  owner: { readonly namespace?: string; readonly name: string },
  first = 0,
): Generator<string, never> {
  for (let index = first; ; index++) yield generatedName(owner.name, `${owner.namespace ?? ''}/${owner.name}/${index}`);
}
