import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileReader } from './file-reader.ts';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'curlew-'));
  mkdirSync(join(cwd, 'features/app/below'), { recursive: true });
  writeFileSync(join(cwd, 'features/app/b.yaml'), 'beside');
  writeFileSync(join(cwd, 'features/app/a.yaml'), 'a');
  writeFileSync(join(cwd, 'b.yaml'), 'own');
});
afterAll(() => rmSync(cwd, { recursive: true }));

test.each([
  { path: 'b.yaml', content: { kind: 'file', text: 'own' } },
  { path: 'app/b.yaml', content: { kind: 'file', text: 'beside' } },
  { path: 'app', content: { kind: 'folder', names: ['a.yaml', 'b.yaml', 'below'] } },
  { path: 'app/c.yaml', content: undefined },
])('$path, of the working directory or else of the second folder', async ({ path, content }) => {
  expect(await fileReader({ cwd, beside: 'features' }).read(path)).toEqual(content);
});

test('without a second folder, the working directory is all', async () => {
  expect(await fileReader({ cwd }).read('app')).toBeUndefined();
});
