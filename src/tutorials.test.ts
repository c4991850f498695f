import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/*
 * The tutorials that the examples follow show or claim 169 behaviours. Each has a scenario with the tag `@tutorial-N`, and
 * each that is about reachability, resolution or validation has a negative twin in features/twins besides.
 */
const ROOT = join(import.meta.dirname, '..');
const LAST = 169;

/** The behaviours that can be broken: a connection, a look-up, an address, or a manifest that is rejected. */
const BREAKABLE: readonly number[] = [
  ...[2, 5, 9, 11, 12, 13, 15, 17, 18, 19, 20, 21, 24, 27, 30, 31, 32, 35, 36, 39, 44, 45, 46, 47, 48, 52, 56],
  ...[59, 60, 61, 63, 74, 75, 78, 79, 80, 81, 84, 85, 87, 88, 92, 93, 94, 95, 97],
  ...[98, 99, 102, 103, 104, 108, 109, 110, 113, 117, 122, 123, 124, 125, 127, 131, 134, 135, 136, 138, 140],
  ...[141, 142, 143, 147, 148, 149, 150, 151, 152, 153, 157, 158, 160, 166, 167, 168, 169],
];

function taggedIn(folder: string): ReadonlySet<number> {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.feature'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
  const tagLines = texts.flatMap((text) => text.split('\n').filter((line) => /^\s*@/.test(line)));
  return new Set(
    tagLines.flatMap((line) => [...line.matchAll(/@tutorial-(\d+)\b/g)].map(([, number]) => Number(number))),
  );
}

test('every behaviour of the tutorials has a scenario', () => {
  const tagged = taggedIn('examples');
  const all = Array.from({ length: LAST }, (_, index) => index + 1);
  expect(all.filter((number) => !tagged.has(number))).toEqual([]);
  expect([...tagged].filter((number) => number > LAST)).toEqual([]);
});

test('every behaviour that can be broken has a twin that is', () => {
  const tagged = taggedIn('features/twins');
  expect(BREAKABLE.filter((number) => !tagged.has(number))).toEqual([]);
});
