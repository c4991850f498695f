import { formatAddress, parseCidr } from '../../../model/index.ts';
import { canonicalName, isWithin, reverseName } from '../names.ts';

/**
 * The zones that a word of a Corefile stands for, canonical: a name, or the reverse zones of a block of addresses,
 * several where its length falls inside a label (coredns plugin/normalize.go Host.NormalizeExact).
 */
export function zonesOf(word: string): readonly string[] {
  const cidr = word.includes('/') ? parseCidr(word) : undefined;
  if (cidr === undefined) return [word === '.' ? '' : canonicalName(word)];
  const [bits, width] = cidr.family === 4 ? [32, 8] : [128, 4];
  const labels = Math.ceil(cidr.prefix / width);
  const zones: string[] = [];
  const step = 1n << BigInt(bits - labels * width);
  for (let first = cidr.first; first <= cidr.last; first += step) {
    const name = canonicalName(reverseName(formatAddress({ family: cidr.family, value: first })) ?? '');
    zones.push(
      name
        .split('.')
        .slice(bits / width - labels)
        .join('.'),
    );
  }
  return zones;
}

/** The longest of `zones` that holds the canonical name; `undefined` where none does. The empty name holds all. */
export function matchZone(zones: readonly string[], name: string): string | undefined {
  let longest: string | undefined;
  for (const zone of zones) {
    if (zone !== '' && !isWithin(name, zone)) continue;
    if (longest === undefined || zone.length > longest.length) longest = zone;
  }
  return longest;
}
