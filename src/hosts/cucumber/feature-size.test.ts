import { truncateSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFeatureSize } from './feature-size.ts';
import { filesBelow } from './files-below.ts';
import { folder, removeFolders } from './testing/project.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await folder({ 'large.feature': '', 'small.feature': '' });
  truncateSync(join(cwd, 'large.feature'), 2 ** 30);
});
afterAll(removeFolders);

test('a feature file over 32 MiB is refused, unread', async () => {
  await expect(checkFeatureSize(join(cwd, 'large.feature'))).rejects.toThrow(
    /large\.feature has 1024 MiB: feature files are read up to 32 MiB\n {2}hint: /,
  );
  await expect(checkFeatureSize(join(cwd, 'small.feature'))).resolves.toBeUndefined();
});

test('and so is what is no file; of one that is missing the caller speaks', async () => {
  await expect(checkFeatureSize(cwd)).rejects.toThrow(/it is no file\n {2}hint: /);
  await expect(checkFeatureSize(join(cwd, 'none.feature'))).resolves.toBeUndefined();
});

test('folders nest up to 100 levels', async () => {
  const deep = join(cwd, 'deep', ...Array<string>(100).fill('a'));
  await mkdir(deep, { recursive: true });
  await expect(filesBelow(join(cwd, 'deep'), /x/)).resolves.toEqual([]);
  await mkdir(join(deep, 'a'));
  await expect(filesBelow(join(cwd, 'deep'), /x/)).rejects.toThrow(/nest deeper than 100 levels/);
});
