import { describe, expect, test } from 'vitest';
import { told } from '../told.fixture.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, image: nginx}]}\n';

/** A page of lines, in which a block's fence is written as `~~~`, as a template has no backquotes. */
function page(...lines: readonly string[]): string {
  return lines.join('\n').replaceAll('~~~', '```');
}

describe('Markdown', () => {
  test.each([
    [
      'indented',
      page('Run', '', '    kubectl get pods', '    kubectl get services'),
      ['3 command kubectl get pods', '4 command kubectl get services'],
    ],
    ['in a list', page('1. Run', '', '   ~~~sh', '   kubectl get pods', '   ~~~'), ['4 command kubectl get pods']],
    [
      'in a list, further than its text',
      page(
        '* Run',
        '',
        '      ~~~sh',
        '      kubectl get pods',
        '      ~~~',
        '',
        '      More:',
        '',
        '      ~~~',
        '      kubectl get nodes',
        '      ~~~',
      ),
      ['4 command kubectl get pods', '10 command kubectl get nodes'],
    ],
    ['in a quotation', page('> Run', '> ~~~sh', '> kubectl get pods', '> ~~~'), ['3 command kubectl get pods']],
    [
      'in details',
      page('<details>', '<summary>Show</summary>', '~~~sh', 'kubectl get pods', '~~~', '</details>'),
      ['4 command kubectl get pods'],
    ],
    [
      'in pre',
      page('<pre><code>', '$ kubectl get pods', 'NAME &lt;x&gt;', '</code></pre>'),
      ['2 command kubectl get pods → 3'],
    ],
    ['with tildes', 'Run\n\n~~~~\nkubectl get pods\n~~~~\n', ['4 command kubectl get pods']],
    [
      'below front matter',
      page('---', 'title: a', '---', '~~~', 'kubectl get pods', '~~~'),
      ['5 command kubectl get pods'],
    ],
    ['below TOML', page('+++', 'title = "a"', '+++', '~~~', 'kubectl get pods', '~~~'), ['5 command kubectl get pods']],
    [
      'with Windows’ lines and a mark',
      `\uFEFF${page('# A', '', '~~~', 'kubectl get pods', '~~~').replaceAll('\n', '\r\n')}`,
      ['4 command kubectl get pods'],
    ],
  ])('a block %s', async (_, text, expected) => {
    expect(await told(text)).toEqual(expected);
  });

  test.each([
    ['inline code', 'Run `kubectl get pods` now.\n'],
    ['in a comment', page('<!--', '~~~', 'kubectl get pods', '~~~', '-->')],
    ['in a comment of a list', page('- a', '', '  <!--', '  ~~~', '  kubectl get pods', '  ~~~', '  -->')],
    ['a table', page('| a | b |', '| - | - |', '| kubectl get pods | c |')],
    ['an empty block', page('~~~sh', '~~~')],
  ])('%s is nothing', async (_, text) => {
    expect(await told(text)).toEqual([]);
  });

  test('a fence that is never closed ends with the page, and is told of', async () => {
    expect(await told(page('~~~sh', 'kubectl get pods'))).toEqual([
      '2 command kubectl get pods',
      'warning 1 the block that starts here is never closed',
    ]);
  });
});

describe('AsciiDoc', () => {
  test.each([
    ['a listing', ['[source,bash]', '----', 'kubectl get pods', '----'], ['3 command kubectl get pods']],
    ['a literal paragraph', ['Run', '', ' $ kubectl get pods', ' NAME READY'], ['3 command kubectl get pods → 4']],
    ['a Markdown fence', ['```sh', 'kubectl get pods', '```'], ['2 command kubectl get pods']],
    [
      'roles',
      [
        '[.console-input]',
        '[source,bash]',
        '----',
        'kubectl get pods',
        '----',
        '',
        '[.console-output]',
        '[source,bash]',
        '----',
        'kubectl is what it prints',
        '----',
      ],
      ['4 command kubectl get pods → 10'],
    ],
    [
      'attributes',
      [
        ':ns: shop',
        '',
        '[source,bash,subs="attributes+"]',
        '----',
        'kubectl -n {ns} get pods',
        '----',
        '',
        '----',
        'kubectl -n {ns} get pods',
        '----',
      ],
      ['5 command kubectl -n shop get pods', '9 command kubectl -n {ns} get pods ({ns} is for the reader to replace)'],
    ],
    [
      'callouts',
      ['----', 'kubectl get pods # <1>', 'kubectl get nodes <2>', '----', '<1> pods'],
      ['2 command kubectl get pods', '3 command kubectl get nodes'],
    ],
    ['a list', ['. Run', '+', '----', 'kubectl get pods', '----'], ['4 command kubectl get pods']],
    [
      'a title',
      ['.web.yaml', '[source,yaml]', '----', ...POD.trim().split('\n'), '----'],
      ['4-7 manifest web.yaml: Pod/web'],
    ],
    [
      'a comment, and an annotation',
      ['////', '----', 'kubectl get nodes', '----', '////', '// curlew: fails', '----', 'kubectl get pods', '----'],
      ['8 command kubectl get pods fails'],
    ],
    [
      'an annotation of a block',
      ['[source,sh,curlew="skip"]', '----', 'kubectl get pods', '----'],
      ['3 command kubectl get pods (the page says so)'],
    ],
    [
      'tabs',
      [
        '[tabs]',
        '====',
        'One::',
        '+',
        '----',
        'kubectl get pods',
        '----',
        'Two::',
        '+',
        '----',
        'oc get pods',
        '----',
        '====',
      ],
      ['6 command kubectl get pods', '11 command oc get pods (of the tabs the first counts, and this is "Two")'],
    ],
  ])('%s', async (_, lines, expected) => {
    expect(await told(lines.join('\n'), { path: 'page.adoc' })).toEqual(expected);
  });

  test('a block that is never closed ends with the page, and is told of', async () => {
    expect(await told('Run\n\n----\nkubectl get pods\n', { path: 'page.adoc' })).toEqual([
      '4 command kubectl get pods',
      'warning 3 the block that starts here is never closed',
    ]);
  });

  test('an include has the line that asks for it, and the attributes of the page', async () => {
    const files = {
      'parts/get.adoc': '[source,sh,subs="attributes"]\n----\nkubectl -n {ns} get pods\n----\n',
      'files/web.yaml': POD,
    };
    const text = [
      ':ns: shop',
      'include::partial$get.adoc[]',
      '',
      '[source,yaml]',
      '----',
      'include::files/web.yaml[]',
      '----',
    ].join('\n');
    expect(await told(text, { path: 'page.adoc', files, settings: { includes: { partial$: 'parts' } } })).toEqual([
      '2 command kubectl -n shop get pods',
      '6 manifest Pod/web',
    ]);
  });
});

describe('text without blocks', () => {
  test('lines with a prompt, and manifests', async () => {
    const text = [
      'How pods talk',
      '',
      'Make one:',
      '',
      ...POD.trim().split('\n'),
      '',
      '$ kubectl get pods',
      'NAME READY',
      '',
      'Then enter it.',
      '',
      '[root@web /]# ifconfig',
      'eth0: flags=4163',
      '        inet 10.1.0.1',
      '',
      'lo: flags=73',
      '        inet 127.0.0.1',
      '',
      'It has two.',
    ].join('\n');
    expect(await told(text, { path: 'page.txt' })).toEqual([
      '5-8 manifest Pod/web',
      '10 command kubectl get pods → 11',
      '15 command [[root@web /]#] ifconfig → 16-20',
    ]);
  });

  test('a text with fences is Markdown', async () => {
    expect(await told(page('~~~', 'kubectl get pods', '~~~'), { path: 'page.txt' })).toEqual([
      '2 command kubectl get pods',
    ]);
  });
});

describe('included files', () => {
  const files = { 'docs/examples/web.yaml': POD, 'docs/a.md': page('~~~', 'kubectl get pods', '~~~'), 'web.yaml': POD };
  test.each([
    ['{{% code_sample file="examples/web.yaml" %}}', ['1 manifest examples/web.yaml: Pod/web']],
    ['{{< codenew file="examples/web.yaml" >}}', ['1 manifest examples/web.yaml: Pod/web']],
    ['::yaml{file="examples/web.yaml" paths="spec"}', ['1 manifest examples/web.yaml: Pod/web']],
    [':::code language="yaml" source="examples/web.yaml":::', ['1 manifest examples/web.yaml: Pod/web']],
    ['[!INCLUDE [a part](./a.md)]', ['1 command kubectl get pods']],
    ['~~~yaml\n@@INCLUDE[examples/web.yaml]\n~~~', ['2 manifest examples/web.yaml: Pod/web']],
    ['~~~yaml\n--8<-- "examples/web.yaml"\n~~~', ['2 manifest examples/web.yaml: Pod/web']],
    ['~~~file\nexamples/web.yaml\n~~~', ['2 manifest examples/web.yaml: Pod/web']],
    ['- a\n\n  {{% code_sample file="examples/web.yaml" %}}', ['3 manifest examples/web.yaml: Pod/web']],
  ])('%s', async (text, expected) => {
    expect(await told(page(text), { path: 'docs/page.md', files })).toEqual(expected);
  });

  test('the settings say where they lie', async () => {
    const text = '{{% code_sample file="web.yaml" %}}';
    expect(
      await told(text, { path: 'docs/page.md', files, settings: { includes: { code_sample: 'docs/examples' } } }),
    ).toEqual(['1 manifest web.yaml: Pod/web']);
  });

  test.each([
    [
      '{{% code_sample file="gone.yaml" %}}',
      [
        '1 manifest gone.yaml (the file gone.yaml, which the page includes, is not there)',
        'warning 1 the file gone.yaml, which the page includes, is not there',
      ],
    ],
    ['[!INCLUDE [a](gone.md)]', ['warning 1 the file gone.md, which the page includes, is not there']],
    ['[!INCLUDE [a](../../a.md)]', ['warning 1 ../../a.md lies outside the folder of the settings, and is not read']],
    ['[!INCLUDE [a](round.md)]', ['warning 1 page.md includes itself']],
    [
      '[!INCLUDE [a](https://a.example/b.md)]',
      ['warning 1 https://a.example/b.md is on the network, which is not asked'],
    ],
  ])('%s cannot be read', async (text, expected) => {
    expect(
      await told(text, { path: 'page.md', files: { 'round.md': '[!INCLUDE [a](page.md)]', 'page.md': text } }),
    ).toEqual(expected);
  });

  test('variables', async () => {
    const settings = { variables: { prodname: 'Calico', version: '1.33' } };
    const text = page('~~~', 'echo $[prodname] {{< param "version" >}} {{ version }}', 'echo $[other]', '~~~');
    expect(await told(text, { settings })).toEqual([
      '2 command echo Calico 1.33 1.33',
      '3 command echo $[other] ($[other] is for the reader to replace)',
    ]);
  });
});

test.each([
  ['a NUL', '\0', 'error 1 the page is no text: it holds a NUL byte'],
  ['more than 5 MB', 'a'.repeat(5 * 1024 * 1024 + 1), 'error 1 the page is larger than 5 MB'],
])('a page with %s is not read', async (_, text, problem) => {
  expect(await told(text)).toEqual([problem]);
});
