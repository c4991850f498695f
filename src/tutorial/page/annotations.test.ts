import { expect, test } from 'vitest';
import { NO_SETTINGS } from '../settings/index.ts';
import { readPage } from './index.ts';

const BLOCK = '```sh\ncurl web\n```\n';

async function annotated(words: string) {
  const { statements } = await readPage(
    { path: 'page.md', text: `<!-- curlew: ${words} -->\n${BLOCK}` },
    NO_SETTINGS,
    () => undefined,
  );
  return statements[0]?.annotations;
}

test.each([
  ['skip', { skip: 'the page says so', env: [] }],
  ['skip needs a browser', { skip: 'needs a browser', env: [] }],
  ['fails', { fails: true, env: [] }],
  ['where host', { where: { kind: 'host' }, env: [] }],
  ['where node a', { where: { kind: 'node', name: 'a' }, env: [] }],
  ['where outside', { where: { kind: 'outside' }, env: [] }],
  ['where outside laptop', { where: { kind: 'outside', name: 'laptop' }, env: [] }],
  ['where pod client', { where: { kind: 'pod', name: 'client' }, env: [] }],
  [
    'where pod shop/client container sh',
    { where: { kind: 'pod', namespace: 'shop', name: 'client', container: 'sh' }, env: [] },
  ],
  ['file a/b.yaml', { file: 'a/b.yaml', env: [] }],
  ['apply', { apply: true, env: [] }],
  ['no-apply', { noApply: true, env: [] }],
  [
    'env A=1; env B="x; y"',
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: 'x; y' },
      ],
    },
  ],
  ['compare contains', { compare: 'contains', env: [] }],
  ['reset; fails', { reset: true, fails: true, env: [] }],
])('curlew: %s', async (words, expected) => {
  expect(await annotated(words)).toEqual(expected);
});

test.each([
  ['sh {curlew: skip}', { skip: 'the page says so' }],
  ['sh curlew=skip', { skip: 'the page says so' }],
  ['sh curlew="where node a; fails"', { where: { kind: 'node', name: 'a' }, fails: true }],
  ['bash test=false', { skip: 'its fence says test=false' }],
  ['bash wait=10 expectError=true', { fails: true }],
])('in the words of a fence: %s', async (info, expected) => {
  const text = BLOCK.replace('sh', info);
  const { statements } = await readPage({ path: 'page.md', text }, NO_SETTINGS, () => undefined);
  expect(statements[0]?.annotations).toMatchObject(expected);
});

test.each([
  [`a\n\n<!-- curlew: skipp -->\n${BLOCK}`, { line: 3, column: 14, message: 'curlew: the word "skipp" is not known' }],
  [
    `<!-- curlew: fails; where moon -->\n${BLOCK}`,
    {
      line: 1,
      column: 21,
      message: 'curlew: where "moon" names no place: host, node NAME, pod NAMESPACE/NAME, or outside',
    },
  ],
  [
    `<!--\n  curlew: compare loosely -->\n${BLOCK}`,
    { line: 2, column: 11, message: 'curlew: compare "loosely" is none of exact, contains, lines, none' },
  ],
  [`<!-- curlew: env A -->\n${BLOCK}`, { line: 1, column: 14, message: 'curlew: env "A" is not NAME=VALUE' }],
  [
    `<!-- curlew: fails always -->\n${BLOCK}`,
    { line: 1, column: 14, message: 'curlew: "fails" takes nothing, and has "always"' },
  ],
  [`<!-- curlew: -->\n${BLOCK}`, { line: 1, message: 'curlew: says nothing' }],
  [
    BLOCK.replace('sh', 'sh {curlew: skipp}'),
    { line: 1, column: 16, message: 'curlew: the word "skipp" is not known' },
  ],
  [`${BLOCK}<!-- curlew: cluster kind -->\n`, { line: 4, message: 'curlew: "cluster" stands below the first block' }],
])('an error has its place: %j', async (text, problem) => {
  const { problems } = await readPage({ path: 'page.md', text }, NO_SETTINGS, () => undefined);
  expect(problems).toMatchObject([{ severity: 'error', ...problem }]);
});

test.each([
  [`${BLOCK}<!-- curlew: fails -->\n`, 'curlew: "fails" stands before no block'],
  [`<!-- curlew: skip-start -->\n${BLOCK}`, 'curlew: "skip-start" has no "skip-end"'],
  [`${BLOCK}<!-- curlew: skip-end -->\n`, 'curlew: "skip-end" has no "skip-start"'],
])('a warning tells of one that does nothing: %j', async (text, message) => {
  const { problems } = await readPage({ path: 'page.md', text }, NO_SETTINGS, () => undefined);
  expect(problems).toMatchObject([{ severity: 'warning', message }]);
});

test('the settings of a page, regions that are skipped, a fresh cluster once, and who fails', async () => {
  const text = [
    '---\ntitle: a\n---\n<!-- curlew: cluster flannel; host node a -->\n',
    `<!-- curlew: skip-start later -->\n${BLOCK}<!-- curlew: skip-end -->\n`,
    '<!-- curlew: reset; fails -->\n## Next\n\n```\ncurl a\ncurl b\n```\n',
  ].join('');
  const { settings, statements } = await readPage({ path: 'page.md', text }, NO_SETTINGS, () => undefined);
  expect(settings).toEqual({ cluster: 'flannel', host: { kind: 'node', name: 'a' } });
  const seen = statements.map((each) => [each.skipped, each.annotations.reset, each.kind === 'command' && each.fails]);
  expect(seen).toEqual([
    ['later', undefined, false],
    [undefined, true, false],
    [undefined, undefined, true],
  ]);
});
