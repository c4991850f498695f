import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { docPages } from './tooling/doc-pages.ts';

const ROOT = join(import.meta.dirname, '..');

const files: readonly string[] = ['src', 'steps', 'features', 'examples'].flatMap((top) =>
  readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map((path) => join(top, path)),
);
const readmes = files.filter((path) => path.startsWith('src/') && path.endsWith('/README.md'));

/** The READMEs of rooms; src/README.md is a map, and its paths are checked below. */
const rooms = readmes.filter((path) => path !== 'src/README.md');

test.each(rooms)('the example of %s is run by a test', (page) => {
  const beside = join(ROOT, dirname(page), 'readme.test.ts');
  const isRun = existsSync(beside) && readFileSync(beside, 'utf8').includes('exampleOf(import.meta.dirname)');
  // src/docs.test.ts runs the pages; it takes no page without a command, a program or a feature.
  expect(isRun || docPages().includes(page)).toBe(true);
});

describe('paths that pages name are there', () => {
  /** Text in backquotes that is a file of TypeScript, or has a folder before it. */
  const named = (page: string): readonly string[] =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/`([\w.@-]+(?:\/[\w.-]+)*)\/?`/g)].map(([, path = '']) => path);

  /** It is there from the top of the project, or as the end of the path of a file or folder in it. */
  const isThere = (path: string) =>
    existsSync(join(ROOT, path)) || files.some((each) => each === path || each.endsWith(`/${path}`));

  test.each(['src/README.md', 'CONTRIBUTING.md'])('%s', (page) => {
    const doors = /^(@|curlew\/)/;
    const paths = named(page).filter((path) => /\/|\.ts$/.test(path) && !doors.test(path));
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !isThere(path))).toEqual([]);
  });

  test.each(rooms)('%s', (page) => {
    const paths = named(page).filter((path) => /\w\.ts$|^src\/[\w/-]+$/.test(path));
    expect(paths.filter((path) => !isThere(path))).toEqual([]);
  });
});
