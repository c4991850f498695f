import { mkdir, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunUsageError } from './run-usage-error.ts';
import { distinct, findStepFiles, namedStepFiles } from './step-files.ts';
import { folder, removeFolders } from './testing/project.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await folder({
    'features/step_definitions/z.js': '',
    'features/support/env.mjs': '',
    'features/deep/a.ts': '',
    'features/deep/a.d.ts': '',
    'features/deep/a.spec.ts': '',
    'features/node_modules/x/x.js': '',
    'features/.cache/x.js': '',
    'steps/server.js': '',
    'support/tickets.js': '',
    'app.js': '',
    'examples/steps/shared.cjs': '',
    'examples/blog/blog.js': '',
    'examples/blog/steps/blog.ts': '',
    'examples/blog/steps/blog.js': '',
    'examples/blog/features/own.cts': '',
    'src/index.ts': '',
  });
});
afterAll(removeFolders);

const found = async (features: string[], from = cwd) =>
  (
    await findStepFiles(
      features.map((feature) => join(cwd, feature)),
      from,
    )
  ).map((file) => relative(cwd, file));

describe('step files that are found', () => {
  test.each([
    // everything below features/, whatever the folder; nothing from the project's root
    ['features/a.feature', ['features/deep/a.ts', 'features/step_definitions/z.js', 'features/support/env.mjs']],
    ['features/deep/a.feature', ['features/deep/a.ts', 'features/step_definitions/z.js', 'features/support/env.mjs']],
    // elsewhere the folders named for steps, here and above; a compiled file beside its source is left out
    ['examples/blog/blog.feature', ['examples/blog/steps/blog.ts', 'examples/steps/shared.cjs']],
    // both rules together
    [
      'examples/blog/features/x.feature',
      ['examples/blog/features/own.cts', 'examples/blog/steps/blog.ts', 'examples/steps/shared.cjs'],
    ],
    // the project's own sources are not step files
    ['src/a.feature', []],
    // in the working directory itself, the folders beside the feature file count
    ['a.feature', ['steps/server.js', 'support/tickets.js']],
  ])('for %s', async (feature, files) => {
    expect(await found([feature])).toEqual(files);
  });

  test('each once for several features, in one order', async () => {
    const files = await found(['features/b.feature', 'examples/blog/blog.feature', 'features/a.feature']);
    expect(files).toEqual([...new Set(files)].sort());
    expect(files).toHaveLength(5);
  });

  test('for a feature outside the working directory, only what is near it', async () => {
    const elsewhere = join(cwd, 'src');
    expect(await found(['examples/blog/blog.feature'], elsewhere)).toEqual(['examples/blog/steps/blog.ts']);
    expect(await found(['features/deep/a.feature'], elsewhere)).toHaveLength(3);
  });
});

describe('step files that are named', () => {
  test.each([
    ['a file', 'app.js', ['app.js']],
    [
      'a folder',
      'examples/blog',
      ['examples/blog/blog.js', 'examples/blog/features/own.cts', 'examples/blog/steps/blog.ts'],
    ],
    ['a glob', 'st*/*.js', ['steps/server.js']],
  ])('%s', async (_name, path, files) => {
    expect((await namedStepFiles([path], cwd)).map((file) => relative(cwd, file))).toEqual(files);
  });

  test.each(['nope.js', 'nope/*.js'])('but not %s, which matches nothing', async (path) => {
    await expect(namedStepFiles([path], cwd)).rejects.toThrow(RunUsageError);
  });
});

test('a file that two links lead to counts once', async () => {
  await mkdir(join(cwd, 'links'), { recursive: true });
  await symlink(join(cwd, 'app.js'), join(cwd, 'links/app.js'));
  expect(await distinct([join(cwd, 'links/app.js'), join(cwd, 'app.js')])).toEqual([join(cwd, 'app.js')]);
});
