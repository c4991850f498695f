import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultFeatures, selectFeatures } from './feature-paths.ts';
import { RunUsageError } from './run-usage-error.ts';
import { folder, removeFolders } from './testing/project.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await folder({
    'features/b.feature': '',
    'features/a.feature': '',
    'features/deep/page.feature.md': '',
    'features/node_modules/x/x.feature': '',
    'features/[id] (x)/odd*.feature': '',
    'shop/shop.feature': '',
    'shop/shop.yaml': '',
    'empty/readme.txt': '',
    '@rerun.txt': 'features/a.feature:3:7\r\n\nfeatures/b.feature\n',
    '@none.txt': '\n',
  });
});
afterAll(removeFolders);

/** What `paths` select, as they would be written on the command line. */
async function selected(...paths: string[]): Promise<string[]> {
  const features = await selectFeatures(paths, cwd);
  return features.map(({ path, lines }) => [relative(cwd, path), ...lines].join(':'));
}

describe('paths select feature files', () => {
  test.each([
    ['a file', ['shop/shop.feature'], ['shop/shop.feature']],
    ['a file with lines', ['shop/shop.feature:3:12'], ['shop/shop.feature:3:12']],
    ['a folder', ['shop'], ['shop/shop.feature']],
    [
      'a folder of folders, without node_modules',
      ['features/'],
      ['features/[id] (x)/odd*.feature', 'features/a.feature', 'features/b.feature', 'features/deep/page.feature.md'],
    ],
    ['a glob', ['*/?.feature'], ['features/a.feature', 'features/b.feature']],
    ['a glob with lines', ['*/?.feature:3'], ['features/a.feature:3', 'features/b.feature:3']],
    ['a name that looks like a glob', ['features/[id] (x)/odd*.feature:3'], ['features/[id] (x)/odd*.feature:3']],
    ['a folder that looks like a glob', ['features/[id] (x)'], ['features/[id] (x)/odd*.feature']],
    ['the order given, each once', ['shop', 'features/b.feature', 'shop'], ['shop/shop.feature', 'features/b.feature']],
    ['lines add up', ['shop/shop.feature:3', 'shop/shop.feature:9'], ['shop/shop.feature:3:9']],
    ['the whole file outweighs lines', ['shop/shop.feature:3', 'shop'], ['shop/shop.feature']],
    ['a rerun file', ['@rerun.txt'], ['features/a.feature:3:7', 'features/b.feature']],
    ['a rerun file of a run without failures', ['@none.txt'], []],
    ['a folder without features', ['empty'], []],
  ])('%s', async (_name, paths, expected) => {
    expect(await selected(...paths)).toEqual(expected);
  });

  test('an absolute path, and one from outside', async () => {
    const path = join(cwd, 'shop/shop.feature');
    expect(await selectFeatures([path], '/')).toEqual([{ path, lines: [] }]);
    expect(await selectFeatures([`../shop/shop.feature:2`], join(cwd, 'features'))).toEqual([{ path, lines: [2] }]);
  });

  test.each([
    ['a missing file', 'features/nope.feature:3', 'no such file or folder: features/nope.feature'],
    ['a missing folder', 'nope', 'no such file or folder: nope'],
    ['a glob that matches nothing', 'features/*.nope', 'no feature file matches features/*.nope'],
    ['a glob that matches no feature file', 'shop/*.yaml', 'no feature file matches shop/*.yaml'],
    ['a file that is no feature file', 'shop/shop.yaml', 'not a feature file: shop/shop.yaml'],
    ['a missing rerun file', '@nope.txt', 'cannot read the rerun file @nope.txt'],
  ])('but not %s', async (_name, path, message) => {
    const error: unknown = await selectFeatures(['shop', path], cwd).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RunUsageError);
    expect(String(error)).toContain(message);
  });
});

describe('without a path', () => {
  test('features/ runs', async () => {
    const features = await defaultFeatures(cwd);
    expect(features.map(({ path }) => relative(cwd, path))).toEqual(
      (await selectFeatures(['features'], cwd)).map(({ path }) => relative(cwd, path)),
    );
  });

  test('everything below runs where there is no features/', async () => {
    const shop = resolve(cwd, 'shop');
    expect(await defaultFeatures(shop)).toEqual([{ path: join(shop, 'shop.feature'), lines: [] }]);
    expect(await defaultFeatures(resolve(cwd, 'empty'))).toEqual([]);
  });
});
