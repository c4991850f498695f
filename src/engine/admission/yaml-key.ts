import { isScalar } from 'yaml';
import { mapKey } from './map-key.ts';

const STRING_TAG = 'tag:yaml.org,2002:str';

/** The string that a key node becomes in JSON; `undefined` for null, a collection, or an alias. */
export function keyOf(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  const text = String(node.value);
  return node.type === 'PLAIN' && node.tag !== STRING_TAG ? mapKey(text) : text;
}

/** Reports whether a key is the merge key `<<`; in quotes it is a key like any other. */
export function isMergeKey(node: unknown): boolean {
  return isScalar(node) && node.value === '<<' && node.type === 'PLAIN' && node.tag !== STRING_TAG;
}
