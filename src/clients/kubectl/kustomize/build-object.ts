import { isMap, type JsonMap } from '../strategic-merge.ts';

/** An object of a build; `was` is the name that other objects of the same build know it by. */
export interface BuildObject {
  readonly value: JsonMap;
  readonly was: string;
  /** Whether its name is to end in the hash of what it holds. */
  readonly hashed: boolean;
}

/** The text entries of a list. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** The name in an object's metadata. */
export function nameOf(value: JsonMap): string {
  const { metadata } = value;
  return isMap(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
}

/** The maps of a list. */
export function listOf(value: unknown): readonly JsonMap[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}
