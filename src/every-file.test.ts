import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';

/* Rules about every file; who may import whom is in architecture.test.ts. */

const ROOT = join(import.meta.dirname, '..');

interface Source {
  readonly path: string;
  readonly text: string;
}

const files: readonly Source[] = globSync(['src/**/*.ts', 'steps/**/*.ts', '!src/**/generated/**'], { cwd: ROOT })
  .sort()
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

function isTest({ path }: Source): boolean {
  return /\.(test|fixture|arbitrary)\.ts$|\/testing\//.test(path);
}

test('files are small: 300 lines, tests 500', () => {
  const lines = ({ text }: Source) => text.split('\n').length;
  const long = files.filter((file) => lines(file) > (isTest(file) ? 500 : 300));
  expect(long.map((file) => `${file.path} ${lines(file)}`)).toEqual([]);
});

test('files are named for what they do, in kebab case', () => {
  const vague = /(^|[/-])(utils?|helpers?|commons?|managers?|misc|stuff)([./-]|$)/;
  expect(files.map(({ path }) => path).filter((path) => vague.test(path) || /[A-Z_]/.test(path))).toEqual([]);
});

test('nothing is hidden from the compiler', () => {
  const hiding = /@ts-(ignore|nocheck|expect-error)|as unknown as|\bas any\b|: any[;,)=>\]|]|: any \||biome-ignore/;
  const wrong = files.filter((file) => !isTest(file) && hiding.test(file.text)).map(({ path }) => path);
  expect(wrong).toEqual([]);
});
