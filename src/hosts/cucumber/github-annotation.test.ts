import { expect, test } from 'vitest';
import { githubAnnotation } from './github-annotation.ts';

const failure = { uri: 'features/a.feature', line: 3, message: 'expected: 100%\nbut it is refused' };

test.each([
  ['in the workspace', '/repo', 'features/a.feature'],
  ['in a folder of it', '/repo/shop', 'shop/features/a.feature'],
])('paths count from the workspace, %s', (_name, cwd, file) => {
  expect(githubAnnotation('db, by name', failure, { cwd, workspace: '/repo' })).toBe(
    `::error file=${file},line=3,title=db%2C by name::expected: 100%25%0Abut it is refused`,
  );
});
