import { type Document, isMap, isNode, isScalar, isSeq } from 'yaml';
import { aliasTargets } from './alias-targets.ts';

/** Where an item of a List stands in the text of its document; `undefined` for one that is not written. */
export type ItemRange = readonly [start: number, end: number] | undefined;

/**
 * The items of a List, each of which can be read by itself: nothing where an alias may lead from one to another, nor where
 * the key of the items is written twice, or is merged in.
 */
export function itemRanges(document: Document | undefined): readonly ItemRange[] {
  if (document === undefined || !isMap(document.contents) || aliasTargets(document).size > 0) return [];
  const named = document.contents.items.filter(({ key }) => isScalar(key) && key.value === 'items');
  const [items] = named;
  if (items === undefined || named.length > 1 || !isSeq(items.value)) return [];
  return items.value.items.map((item) => (isNode(item) && item.range ? [item.range[0], item.range[1]] : undefined));
}
