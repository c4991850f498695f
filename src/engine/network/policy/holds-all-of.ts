import type { Cidr } from '../../model/index.ts';
import { overlaps } from '../../model/index.ts';
import type { AddressBlocks } from './policy.ts';

/** Reports whether one of the blocks holds every address of a range, and no exception takes one of them out. */
export function holdsAllOf(blocks: AddressBlocks, range: Cidr): boolean {
  const holds = blocks.cidrs.some(
    ({ family, first, last }) => family === range.family && first <= range.first && range.last <= last,
  );
  return holds && !blocks.except.some((except) => overlaps(except, range));
}
