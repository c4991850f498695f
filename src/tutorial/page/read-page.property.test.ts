import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../draws.fixture.ts';
import { NO_SETTINGS } from '../settings/index.ts';
import { readPage } from './index.ts';

/** Lines of pages, of every kind; a page of them is nothing that anybody would write. */
const LINES: readonly string[] = [
  '',
  '# A heading',
  'Save it as `web.yaml`. The request should time out.',
  'The output is similar to this:',
  '```',
  '```sh {curlew: fails}',
  '~~~yaml title="a.yaml"',
  '    $ kubectl get pods',
  'kubectl apply -f - <<EOF',
  'EOF',
  "echo 'open",
  'for i in 1 2; do',
  'done',
  'kubectl get pods \\',
  '> kind: Pod',
  '/ # wget -qO- http://web',
  '[root@a ~]# curl <ip>',
  '^C',
  'apiVersion: v1',
  'kind: Pod',
  'metadata: {name: web}',
  '---',
  'NAME   READY',
  'web    1/1',
  'pod/web created',
  '<!-- curlew: skip-start -->',
  '<!-- curlew: where pod a/b; nonsense -->',
  '<!--',
  '-->',
  '{{< tabs >}}',
  '{{< tab name="a" codelang="sh" >}}',
  '{{< /tab >}}',
  '{{< output >}}',
  '{{< /output >}}',
  '{{% code_sample file="web.yaml" %}}',
  '[!INCLUDE [a](round.md)]',
  'include::round.md[]',
  '=== "A"',
  '!!! note',
  ':::note',
  ':::',
  '<Tabs>',
  '<TabItem value="a">',
  '</Tabs>',
  '<details>',
  '<pre>',
  '[source,sh,subs="attributes"]',
  '[tabs]',
  '----',
  '====',
  '....',
  ':name: {name}',
  'A::',
  '+',
  '- item',
  '  1. item',
  '> quoted',
  '\tkubectl get nodes',
  '{/* curlew: fails */}',
];

const files: Readonly<Record<string, string>> = {
  'web.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n',
  'round.md': '[!INCLUDE [a](round.md)]\ninclude::round.md[]\n```\nkubectl get pods\n```\n',
};

const line = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('', '', '', '  ', '    ', '> ', '- '), fc.constantFrom(...LINES))
      .map(([a, b]) => a + b),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);
const pageText = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.join(end));

test.each(['md', 'mdx', 'adoc', 'txt'])(
  'whatever a page of %s is, it is read: statements lie in it, in order',
  async (extension) => {
    await fc.assert(
      fc.asyncProperty(pageText, async (text) => {
        const page = await readPage({ path: `page.${extension}`, text }, NO_SETTINGS, (path) => files[path]);
        const count = text.split(/\r\n|\n|\r/).length;
        expect(page.problems.filter(({ message }) => message.startsWith('the page cannot be read'))).toEqual([]);
        let before = 1;
        for (const statement of page.statements) {
          expect(statement.line).toBeGreaterThanOrEqual(before);
          expect(statement.endLine).toBeGreaterThanOrEqual(statement.line);
          expect(statement.endLine).toBeLessThanOrEqual(count);
          before = statement.line;
          const output = statement.kind === 'command' ? statement.output : undefined;
          if (output === undefined) continue;
          expect(output.line).toBeGreaterThanOrEqual(statement.endLine);
          expect(output.endLine).toBeLessThanOrEqual(count);
          expect(output.lines.length).toBeGreaterThan(0);
        }
        for (const problem of page.problems) expect(problem.line).toBeLessThanOrEqual(count);
      }),
      { numRuns: draws(25) },
    );
  },
);

/** What takes time in others: deep nesting, brackets that are never closed, long lines. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['quotes in quotes', `${'> '.repeat(20_000)}a\n`],
  ['lists in lists', Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
  ['brackets', '['.repeat(50_000)],
  ['links that do not end', '[a](<b '.repeat(20_000)],
  ['emphasis', '*a_ '.repeat(50_000)],
  ['backquotes', Array.from({ length: 500 }, (_, count) => '`'.repeat(count)).join(' ')],
  ['tags', '<a '.repeat(50_000)],
  ['comments that do not end', '<!-- '.repeat(50_000)],
  ['one line', 'kubectl get pods '.repeat(100_000)],
  ['a block of one line', `\`\`\`sh\nkubectl ${'a="$('.repeat(50_000)}\n\`\`\`\n`],
  ['spaces', `\`\`\`sh\nkubectl${' '.repeat(200_000)}x\n\`\`\`\n`],
  ['prompts', `\`\`\`\n${'[a@b '.repeat(50_000)}\n${'a@b:'.repeat(50_000)}\n\`\`\`\n`],
  ['here-documents', `\`\`\`sh\n${'cat <<EOF\n'.repeat(1500)}\`\`\`\n`],
  ['fences', '```sh\nkubectl get pods\n```\n'.repeat(600)],
  ['tabs', '{{< tabs >}}\n{{< tab name="a" >}}\n'.repeat(1000)],
  ['attributes', `${':a: {a}{a}\n'.repeat(2000)}`],
  ['AsciiDoc blocks', '====\n--\n****\n'.repeat(500)],
  ['YAML', `\`\`\`yaml\napiVersion: v1\nkind: ${'['.repeat(20_000)}\n\`\`\`\n`],
  [
    'a header that ends in something else',
    `\`\`\`none\nNAME${`${' '.repeat(20)}READY`.repeat(500)}\`\`\`\nweb   1/1\n\`\`\`\n`,
  ],
  ['sentences', `\`\`\`\ncurl web\n\`\`\`\n\n${'The request should now now now '.repeat(5000)}\n`],
];

/** No time is measured: what takes the square of these hangs. */
test.each(HOSTILE)('%s are read in bounded time', async (_, text) => {
  for (const extension of ['md', 'mdx', 'adoc', 'txt']) {
    const page = await readPage({ path: `page.${extension}`, text }, NO_SETTINGS, (path) => files[path]);
    expect(page.path).toBe(`page.${extension}`);
  }
});
