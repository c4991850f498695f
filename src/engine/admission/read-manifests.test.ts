import { describe, expect, test } from 'vitest';
import { formatLocation, formatRef, type Pod, SetupError } from '../model/index.ts';
import type { ManifestSource } from './manifest-source.ts';
import { type ReadOptions, readManifests } from './read-manifests.ts';

function readAll(sources: readonly ManifestSource[], options?: ReadOptions) {
  const { resources, diagnostics, files } = readManifests(sources, options);
  return {
    resources,
    files,
    refs: resources.map(({ ref }) => formatRef(ref)),
    found: diagnostics.map(({ at, severity, code }) => `${at && formatLocation(at)} ${severity} ${code}`),
    messages: diagnostics.map(({ message }) => message),
    hints: diagnostics.map(({ hint }) => hint),
  };
}

function read(text: string, options?: ReadOptions) {
  return readAll([{ kind: 'text', name: 'f.yaml', text }], options);
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n';

describe('objects get their names as the API server gives them', () => {
  test.each([
    { name: 'in namespace default', text: POD, refs: ['Pod default/p'] },
    { name: 'in their own namespace', text: POD.replace('name: p', 'name: p, namespace: shop'), refs: ['Pod shop/p'] },
    {
      name: 'in default where theirs is empty',
      text: POD.replace('name: p', 'name: p, namespace: '),
      refs: ['Pod default/p'],
    },
    {
      name: 'without one where the kind has none',
      text: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: nn}',
      refs: ['Namespace nn'],
    },
    {
      name: 'from a List',
      text: `apiVersion: v1\nkind: List\nitems:\n- ${POD.trim().replaceAll('\n', '\n  ')}`,
      refs: ['Pod default/p'],
    },
  ])('$name', ({ text, refs }) => {
    expect(read(text)).toMatchObject({ refs, found: [] });
  });

  test('the namespace of a load stands in where none is written', () => {
    expect(read(POD, { namespace: 'shop' }).refs).toEqual(['Pod shop/p']);
  });

  test('a namespace on an object that can have none is dropped, with a note', () => {
    const { resources, found } = read('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: nn\n  namespace: x');
    expect(resources[0]?.object.metadata).not.toHaveProperty('namespace');
    expect(found).toEqual(['f.yaml:5:14 note namespace-ignored']);
  });

  test('generateName makes a name that is the same in every run, and another one for each copy', () => {
    const text = POD.replace('name: p', 'generateName: p-');
    const { refs, found } = read(`${text}---\n${text}`);
    expect(found).toEqual([]);
    expect(refs).toEqual([
      expect.stringMatching(/^Pod default\/p-[a-z0-9]{5}$/),
      expect.stringMatching(/^Pod default\/p-[a-z0-9]{5}$/),
    ]);
    expect(new Set(refs).size).toBe(2);
    expect(read(`${text}---\n${text}`).refs).toEqual(refs);
  });

  test('defaults are filled in', () => {
    const { resources } = read(POD);
    expect(resources[0]?.object).toMatchObject({
      metadata: { namespace: 'default' },
      spec: { restartPolicy: 'Always' },
    });
  });
});

describe('what the API server would reject is an error, and not in the cluster', () => {
  test.each([
    {
      name: 'no kind',
      text: 'apiVersion: v1\nmetadata: {name: x}',
      found: ['f.yaml:1:1 error missing-kind'],
      message: /^Object 'Kind' is missing in '\{"apiVersion":"v1"/,
    },
    {
      name: 'no apiVersion',
      text: 'kind: Pod\nmetadata: {name: x}',
      found: ['f.yaml:1:1 error missing-api-version'],
      message: /^Object 'apiVersion' is missing in '/,
    },
    {
      name: 'no name',
      text: POD.replace('{name: p}', '{}'),
      found: ['f.yaml:3:1 error missing-name'],
      message: /^resource name may not be empty$/,
    },
    {
      name: 'a null name',
      text: POD.replace('{name: p}', '{name: }'),
      found: ['f.yaml:3:12 error missing-name'],
      message: /^resource name may not be empty$/,
    },
    {
      name: 'a name that is a number',
      text: POD.replace('name: p', 'name: 5'),
      found: ['f.yaml:3:18 error wrong-type'],
      message: /json: cannot unmarshal/,
    },
    {
      name: 'a number in the metadata of a custom kind',
      text: 'apiVersion: a.io/v1\nkind: A\nmetadata: {name: a, labels: {b: 1}}',
      found: ['f.yaml:3:33 error wrong-type'],
      message: /json: cannot unmarshal/,
    },
    {
      name: 'a misspelt field',
      text: POD.replace('containers', 'container'),
      found: [expect.stringMatching(/required$/), expect.stringMatching(/unknown-field$/)],
      message: /Required value/,
    },
    {
      name: 'a misspelt kind',
      text: POD.replace('Pod', 'Podd'),
      found: ['f.yaml:2:7 error unknown-kind'],
      message: /no matches for kind "Podd" in version "v1"/,
    },
    {
      name: 'a peer that is null, which is no peer',
      text: 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: nn}\nspec:\n  podSelector: {}\n  ingress:\n  - from:\n    - podSelector:\n',
      found: [expect.stringMatching(/^f.yaml:8:\d+ error/)],
      message: /must specify a peer/,
    },
  ])('$name', ({ text, found, message }) => {
    const result = read(text);
    expect(result.refs).toEqual([]);
    expect(result.found).toEqual(found);
    expect(result.messages[0]).toMatch(message);
  });

  test('all problems come at once, in the order of the text', () => {
    const { refs, found } = read(
      `a: [\n---\n${POD.replace('name: c', 'name: C, colour: red')}---\nkind: Pod\n---\n${POD.replace('name: p', 'name: q')}`,
    );
    expect(refs).toEqual(['Pod default/q']);
    expect(found.map((each) => each.split(' ').at(-1))).toEqual([
      'yaml-syntax',
      expect.stringMatching(/invalid/),
      'unknown-field',
      'missing-api-version',
    ]);
  });

  test('an object with a duplicate key is read on, and its other problems are told', () => {
    const { refs, found } = read(`${POD.replace('name: c', 'name: C')}kind: Pod\n`);
    expect(refs).toEqual([]);
    expect(found).toEqual([expect.stringMatching(/^f.yaml:4:\d+ error invalid/), 'f.yaml:5:1 warning duplicate-key']);
  });

  const image = ({ object }: { readonly object: object }) => (object as Pod).spec.containers[0]?.image;

  test('of an object that is written twice the last one counts, in whatever order the files come', () => {
    const texts = [POD, POD.replace('image: i', 'image: j'), POD.replace('name: p', 'name: q')];
    const names = ['a/b.yaml', 'a-b.yaml', 'c.yaml'];
    const sources = texts.map((text, index) => ({ kind: 'text' as const, name: names[index] ?? '', text }));
    for (const each of [sources, [...sources].reverse()]) {
      const { refs, resources, found, messages, hints } = readAll(each);
      expect(refs).toEqual(['Pod default/p', 'Pod default/q']);
      expect(resources.map(image)).toEqual(['j', 'i']);
      expect(found).toEqual(['a-b.yaml:1:1 warning duplicate-object']);
      expect(messages).toEqual(['pods "p" is written again: the last one counts, as after kubectl apply']);
      expect(hints).toEqual(['written before at a/b.yaml:1:1']);
    }
  });

  test('what is handed over comes after files, in its own order', () => {
    const pod = (name: string, tag: string) => ({
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name } },
      spec: { containers: [{ name: 'c', image: tag }] },
    });
    const objects = Array.from({ length: 11 }, (_, index) => pod(index % 2 === 0 ? 'p' : 'q', String(index)));
    const { resources } = readAll([
      { kind: 'objects', objects },
      { kind: 'text', name: 'z.yaml', text: POD },
    ]);
    expect(resources.map(image)).toEqual(['10', '9']);
  });

  test('an object that is written twice, and says the same, counts once', () => {
    const written = 'name: p, uid: 1-2-3, resourceVersion: "7", creationTimestamp: "2026-01-02T03:04:05Z"';
    const readOut = `${POD.replace('name: p', written)}status: {phase: Running}\n`;
    const { refs, found, messages } = read(`${POD}---\n${readOut}`);
    expect({ refs, found }).toEqual({
      refs: ['Pod default/p'],
      found: [expect.stringMatching(/warning duplicate-object$/)],
    });
    expect(messages).toEqual(['pods "p" is written again: both say the same']);
  });

  test('one that is rejected leaves what was written before', () => {
    const { resources, found } = read(`${POD}---\n${POD.replace('name: c', 'name: C')}`);
    expect(resources.map(image)).toEqual(['i']);
    expect(found).toEqual([expect.stringMatching(/^f\.yaml:9:\d+ error invalid$/)]);
  });

  test('one that may not be updated like that is rejected, and leaves what was written before', () => {
    const deployment = (app: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  selector: {matchLabels: {app: ${app}}}\n  template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: c, image: i}]}}\n`;
    const { resources, found, messages } = read(`${deployment('one')}---\n${deployment('two')}`);
    expect(resources.map(({ object }) => object)).toMatchObject([
      { spec: { selector: { matchLabels: { app: 'one' } } } },
    ]);
    expect(found).toEqual(['f.yaml:12:13 error invalid']);
    expect(messages[0]).toMatch(/field is immutable$/);
  });

  test('the same name in another namespace or of another kind is no duplicate', () => {
    const { refs, found } = read(
      `${POD}---\n${POD.replace('name: p', 'name: p, namespace: x')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: p}`,
    );
    expect({ refs, found }).toEqual({ refs: ['ConfigMap default/p', 'Pod default/p', 'Pod x/p'], found: [] });
  });
});

describe('files that were found, and are no manifests', () => {
  const text = (name: string, content: string, found = true): ManifestSource => ({
    ...{ kind: 'text', name, text: content },
    ...(found && { found: true as const }),
  });

  test.each([
    { name: 'values of a chart', content: 'image: nginx\nreplicas: 2\n' },
    { name: "a package's description", content: '{"name": "x", "scripts": {"kind": "y"}}' },
    { name: 'JSON with comments', content: '{\n  // one\n  "compilerOptions": {}\n}\n' },
    { name: 'a list of another tool', content: '- op: replace\n  path: /spec\n' },
    { name: 'a list in JSON', content: '[{"a": 1}]' },
    { name: 'a template without an object', content: '{{- define "x" }}\na: {{ .b }}\n{{- end }}\n' },
    { name: 'a compose file with tabs', content: 'services:\n\tweb: {image: nginx}\n' },
  ])('$name: one line, and nothing else', ({ content }) => {
    const { refs, found, messages } = readAll([text('a/x.yaml', content), text('p.yaml', POD)]);
    expect({ refs, found }).toEqual({ refs: ['Pod default/p'], found: ['undefined warning no-manifest'] });
    expect(messages).toEqual(['a/x.yaml is no manifest, and is left out']);
  });

  test.each([
    { name: 'one without a kind', content: 'apiVersion: v1\nmetadata: {name: x}\n', code: 'missing-kind' },
    { name: 'one without a version', content: 'kind: Pod\nmetadata: {name: x}\n', code: 'missing-api-version' },
    { name: 'one that lacks both', content: 'metadata: {name: x}\nspec: {}\n', code: 'missing-kind' },
    { name: 'one with an error of syntax', content: 'apiVersion: v1\nkind: Pod\nspec: [\n', code: 'yaml-syntax' },
    { name: 'a template of an object', content: 'apiVersion: v1\nkind: Pod\nmetadata: {{ x }}\n', code: 'yaml-syntax' },
  ])('a manifest that is wrong is an error all the same: $name', ({ content, code }) => {
    const { found } = readAll([text('x.yaml', content)]);
    expect(found.map((each) => each.split(' ').at(-1))).toContain(code);
  });

  test('a file that is named has to be one', () => {
    expect(readAll([text('x.yaml', 'a: 1', false)]).found).toEqual(['x.yaml:1:1 error missing-kind']);
  });

  test('many are one line', () => {
    const sources = Array.from({ length: 20 }, (_, index) =>
      text(`${String(index).padStart(2, '0')}.json`, '{"a": 1}'),
    );
    const { messages } = readAll(sources.reverse(), { leftOut: ['photo.yaml'] });
    expect(messages).toEqual([
      '21 files are no manifests, and are left out: 00.json, 01.json, 02.json, 03.json, 04.json, 05.json, 06.json, 07.json and 13 more',
    ]);
  });
});

describe('kinds that Curlew does not model', () => {
  test('are kept, with one note for each kind of Kubernetes itself', () => {
    const secret = (name: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\n`;
    const { refs, found } = read(
      [secret('b'), secret('a'), 'apiVersion: a.io/v1\nkind: A\nmetadata: {name: a}'].join('---\n'),
    );
    expect(refs).toEqual(['A default/a', 'Secret default/a', 'Secret default/b']);
    expect(found).toEqual(['f.yaml:1:1 note unmodelled-kind']);
  });

  test('have the scope that their CustomResourceDefinition says', () => {
    const definition =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.a.io}\nspec:\n  group: a.io\n  scope: Cluster\n  names: {kind: A, plural: as}\n  versions: [{name: v1, served: true, storage: true}]\n';
    const { refs } = read(`apiVersion: a.io/v1\nkind: A\nmetadata: {name: a}\n---\n${definition}`);
    expect(refs).toEqual(['A a', 'CustomResourceDefinition as.a.io']);
  });

  test('are no built-in kinds, though they have the same name', () => {
    const { refs } = read(
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}',
    );
    expect(refs).toEqual(['Service default/web', 'Service.serving.knative.dev default/web']);
  });

  test('are told apart by their groups where two groups share a name', () => {
    const { refs } = read(
      'apiVersion: a.io/v1\nkind: A\nmetadata: {name: a}\n---\napiVersion: b.io/v1\nkind: A\nmetadata: {name: a}',
    );
    expect(refs).toEqual(['A.a.io default/a', 'A.b.io default/a']);
  });

  test.each([
    { kind: 'Cluster', apiVersion: 'curlew.dev/v1', code: 'cluster-file' },
    { kind: 'Kustomization', apiVersion: 'kustomize.config.k8s.io/v1beta1', code: 'kustomization-skipped' },
  ])('$kind is for tools and never in the cluster', ({ kind, apiVersion, code }) => {
    const { refs, found } = read(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x}`);
    expect({ refs, found }).toEqual({ refs: [], found: [`f.yaml:1:1 note ${code}`] });
  });
});

describe('sources', () => {
  test('a doc string, with the lines of its file', () => {
    const text = 'kind: Pod\nmetadata: {}';
    const { found, files } = readAll([
      { kind: 'text', name: 'a.feature', text, linesBefore: 4, columnsBefore: 6 },
      { kind: 'text', name: 'a.feature', text: 'x: [', linesBefore: 9, columnsBefore: 2 },
    ]);
    expect(found).toEqual(['a.feature:5:7 error missing-api-version', 'a.feature:10:7 error yaml-syntax']);
    expect(files.get('a.feature')?.split('\n')).toEqual([
      '',
      '',
      '',
      '',
      '      kind: Pod',
      '      metadata: {}',
      '',
      '',
      '',
      '  x: [',
    ]);
  });

  test('objects, printed as JSON for diagnostics', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    };
    const { refs, found, files } = readAll([{ kind: 'objects', objects: [pod, { ...pod, metadata: {} }] }]);
    expect(refs).toEqual(['Pod default/p']);
    expect(found).toEqual(['objects[1]:4:3 error missing-name']);
    expect(files.get('objects[1]')?.split('\n')[3]).toBe('  "metadata": {},');
  });

  test('what is no object has no form as a manifest', () => {
    const read = () => readManifests([{ kind: 'objects', objects: ['x'] }]);
    expect(read).toThrow(SetupError);
    expect(read).toThrow(/^objects\[0\] is not an object$/);
  });

  test('that hold nothing at all are named', () => {
    const text = (name: string, content: string) => ({ kind: 'text', name, text: content }) as const;
    const sources = [text('a', '# nothing\n---\n'), text('b', 'a: ['), text('c', POD), text('d', '')];
    expect([...readManifests(sources).empty]).toEqual(['a', 'd']);
  });

  test('bring what was said of them along, in its place', () => {
    const at = (line: number) => ({ file: 'f.yaml', line, column: 1 });
    const said = [9, 1].map((line) => ({ code: 'seen', severity: 'note' as const, message: 'seen', at: at(line) }));
    const { diagnostics } = readManifests([{ kind: 'text', name: 'f.yaml', text: '\nkind: Pod' }], { said });
    expect(diagnostics.map(({ code }) => code)).toEqual(['seen', 'missing-api-version', 'seen']);
  });
});

describe('an old API version', () => {
  const INGRESS =
    'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  backend:\n    serviceName: web\n    servicePort: 80\n';

  test('becomes the current one, and says so', () => {
    const { resources, found } = read(INGRESS, { kubernetesVersion: '1.21' });
    expect(resources[0]?.object).toMatchObject({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' });
    expect(found).toEqual([expect.stringMatching(/^f\.yaml:1:\d+ warning /)]);
  });

  test('and its fields are found where they were written', () => {
    const { resources } = read(INGRESS, { kubernetesVersion: '1.21' });
    const origin = resources[0]?.origin;
    const at = origin?.kind === 'manifest' && origin.document.locate(['spec', 'defaultBackend', 'service', 'name']);
    expect(at).toEqual({ file: 'f.yaml', line: 6, column: 18 });
  });
});
