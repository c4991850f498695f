import { describe, expect, test } from 'vitest';
import type { PageDifference, PageResult } from '../../report/index.ts';
import { likeRow } from './like-row.ts';
import { updatePage } from './update-page.ts';

const PAGE = [
  '# Web',
  '',
  '```',
  '$ kubectl get pods',
  'NAME   READY   STATUS    AGE',
  'web    1/1     Pending   3m',
  'db     1/1     Running   3m',
  '```',
  '',
];

function resultOf(differences: readonly PageDifference[], bindings: PageResult['bindings'] = []): PageResult {
  const statement = {
    kind: 'command',
    line: 4,
    endLine: 4,
    text: 'kubectl get pods',
    status: 'differs',
    judgedLines: 3,
  } as const;
  return {
    page: 'web.md',
    cluster: 'kind',
    bindings,
    statements: [{ ...statement, output: { line: 5, endLine: 7 }, differences }],
  };
}

describe('a page is updated', () => {
  test.each([
    {
      of: 'a row in the widths of the page, with its age',
      differences: [
        { line: 6, expected: 'web    1/1     Pending   3m', actual: 'web    1/1     Running   0s', why: '' },
      ],
      now: { 6: 'web    1/1     Running   3m' },
    },
    {
      of: 'a row that is not there any more',
      differences: [{ line: 7, expected: 'db     1/1     Running   3m', actual: null, why: '' }],
      now: { 7: '```' },
    },
    {
      of: 'a row that the page lacks, behind the last one',
      differences: [{ line: 7, expected: null, actual: 'cache-longer   1/1   Running   0s', why: '' }],
      now: { 7: 'db     1/1     Running   3m', 8: 'cache-longer 1/1 Running 3m' },
    },
    {
      of: 'with the page’s own word for what it bound',
      differences: [
        { line: 6, expected: 'web    1/1     Pending   3m', actual: 'web-2  1/1     Running   0s', why: '' },
      ],
      bindings: [{ page: 'web', cluster: 'web-2', line: 1 }],
      now: { 6: 'web    1/1     Running   3m' },
    },
  ])('$of', ({ differences, bindings, now }) => {
    const { text, left } = updatePage(PAGE.join('\n'), resultOf(differences, bindings));
    const lines = text.split('\n');
    for (const [line, expected] of Object.entries(now)) expect(lines[Number(line) - 1]).toBe(expected);
    expect(left).toEqual([]);
  });

  test('every other byte stays, Windows line endings too', () => {
    const before = PAGE.join('\r\n');
    const differences = [{ line: 6, expected: 'web    1/1     Pending   3m', actual: 'web 1/1 Running 0s', why: '' }];
    const { text } = updatePage(before, resultOf(differences));
    expect(text.replace('web 1/1 Running 0s', 'web    1/1     Pending   3m')).toBe(before);
  });

  test('but not where a command fails, or nothing differs', () => {
    const text = PAGE.join('\n');
    const failing = resultOf([{ line: 4, expected: 'kubectl get pods', actual: null, why: 'it fails' }]);
    expect(updatePage(text, failing)).toMatchObject({ text, edits: [], left: failing.statements });
    expect(updatePage(text, { ...failing, statements: [] })).toEqual({ text, edits: [], left: [] });
  });
});

test.each([
  ['a   b   c', 'aaa  b  c', 'aaa b   c'],
  ['  a   b', 'x  y', '  x   y'],
  ['a   b', 'one two', 'one two'],
  ['web   1/1   5d', 'web  0/1  0s', 'web   0/1   5d'],
])('in the columns of %j, %j is %j', (row, line, now) => {
  expect(likeRow(row, line)).toBe(now);
});
