import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { digestOfInputs, isBuiltOf, recordInputs } from './inputs.ts';

const folder = mkdtempSync(join(tmpdir(), 'curlew build '));
afterAll(() => rmSync(folder, { recursive: true }));

test('what was built last is of these sources: else run npm run build', () => {
  expect(isBuiltOf('dist', digestOfInputs())).toBe(true);
});

describe('a folder', () => {
  test('is not built before it says so', () => {
    expect(isBuiltOf(folder, 'one')).toBe(false);
  });

  test('is built of what it says, and of nothing else', () => {
    recordInputs(folder, 'one');
    expect([isBuiltOf(folder, 'one'), isBuiltOf(folder, 'other')]).toEqual([true, false]);
  });
});
