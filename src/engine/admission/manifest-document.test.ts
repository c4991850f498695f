import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draws } from '../../draws.fixture.ts';
import type { FieldPath } from '../model/index.ts';
import { aliasTargets } from './alias-targets.ts';
import { decode } from './decode.ts';
import { itemRanges } from './list-items.ts';
import { locateNode } from './locate-node.ts';
import { DocumentText } from './manifest-document.ts';
import { parseYaml } from './parse-yaml.ts';
import { type ManifestText, SourceText } from './source-text.ts';

const TEXT = `# a Service
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: &labels {app: web, "tier": front}
spec:
  selector:
    <<: *labels
    role: main
  clusterIP:
  ports:
  - name: http
    port: 80
  -   port: 443
      targetPort:   "https"
---
# two
kind: List
items:
- kind: A
  metadata: {name: a,
    labels: *none}
- {kind: B, base: &base {x: 1, w: 2}, both: {<<: [{x: 5}, *base], z: 3}, again: {x: 8, <<: *base}}
-
  kind: C
`;

function placeOf(text: ManifestText, object: number, path: FieldPath, on?: 'key' | 'value'): string {
  const { objects } = decode(new SourceText(text));
  const at = objects[object]?.document.locate(path, on);
  return `${at?.file}:${at?.line}:${at?.column}`;
}

describe('a field is found where it is written', () => {
  test.each<{ path: FieldPath; value: string; key?: string }>([
    { path: [], value: '2:1', key: '2:1' },
    { path: ['kind'], value: '3:7', key: '3:1' },
    { path: ['metadata'], value: '5:3', key: '4:1' },
    { path: ['metadata', 'name'], value: '5:9', key: '5:3' },
    // the map itself, not its anchor
    { path: ['metadata', 'labels'], value: '6:19', key: '6:3' },
    { path: ['metadata', 'labels', 'app'], value: '6:25', key: '6:20' },
    { path: ['metadata', 'labels', 'tier'], value: '6:38', key: '6:30' },
    // through the merge key, where it is written
    { path: ['spec', 'selector', 'app'], value: '6:25', key: '6:20' },
    { path: ['spec', 'selector', 'role'], value: '10:11', key: '10:5' },
    // without a value: at its key
    { path: ['spec', 'clusterIP'], value: '11:3', key: '11:3' },
    { path: ['spec', 'ports'], value: '13:3', key: '12:3' },
    { path: ['spec', 'ports', 0], value: '13:5', key: '13:5' },
    { path: ['spec', 'ports', 1, 'targetPort'], value: '16:21', key: '16:7' },
  ])('$path', ({ path, value, key }) => {
    expect(placeOf({ name: 'f', text: TEXT }, 0, path)).toBe(`f:${value}`);
    expect(placeOf({ name: 'f', text: TEXT }, 0, path, 'key')).toBe(`f:${key}`);
  });

  test.each<{ object: number; path: FieldPath; at: string }>([
    { object: 1, path: [], at: '21:3' },
    { object: 1, path: ['metadata', 'name'], at: '22:20' },
    // an alias is where it is written, whatever it stands for
    { object: 1, path: ['metadata', 'labels'], at: '23:13' },
    { object: 2, path: [], at: '24:3' },
    { object: 2, path: ['kind'], at: '24:10' },
    // the first of the merged maps gives x, the second w
    { object: 2, path: ['both', 'x'], at: '24:55' },
    { object: 2, path: ['both', 'w'], at: '24:35' },
    // a merge overrides the key before it
    { object: 2, path: ['again', 'x'], at: '24:29' },
    { object: 3, path: ['kind'], at: '26:9' },
  ])('item $object $path of a list', ({ object, path, at }) => {
    expect(placeOf({ name: 'f', text: TEXT }, object, path)).toBe(`f:${at}`);
  });

  test('in JSON', () => {
    const text = '{\n  "kind": "A",\n\t"spec": {"ports": [80, 443]}\n}\n{"kind": "B"}';
    expect(placeOf({ name: 'f.json', text }, 0, ['spec', 'ports', 1])).toBe('f.json:3:25');
    expect(placeOf({ name: 'f.json', text }, 1, [])).toBe('f.json:5:1');
    expect(placeOf({ name: 'f.json', text }, 1, ['kind'])).toBe('f.json:5:10');
  });
});

describe('a field that is not written is at its nearest written ancestor', () => {
  test.each<{ path: FieldPath; at: string }>([
    { path: ['status'], at: '2:1' },
    { path: ['status', 'phase'], at: '2:1' },
    { path: ['spec', 'type'], at: '7:1' },
    { path: ['spec', 'ports', 0, 'protocol'], at: '13:5' },
    { path: ['spec', 'ports', 7, 'port'], at: '12:3' },
    { path: ['spec', 'ports', 'first'], at: '12:3' },
    { path: ['kind', 'of'], at: '3:1' },
    { path: ['spec', 'selector', 'zone'], at: '8:3' },
  ])('$path', ({ path, at }) => {
    expect(placeOf({ name: 'f', text: TEXT }, 0, path)).toBe(`f:${at}`);
  });
});

describe('places are those of the file', () => {
  test('a doc string counts the lines and columns in front of it', () => {
    const docString = { name: 'x.feature', text: 'kind: A\nspec:\n  a: 1', linesBefore: 10, columnsBefore: 6 };
    expect(placeOf(docString, 0, [])).toBe('x.feature:11:7');
    expect(placeOf(docString, 0, ['spec', 'a'])).toBe('x.feature:13:12');
  });

  test('line ends of Windows and a byte order mark count for nothing', () => {
    expect(placeOf({ name: 'f', text: '\uFEFFkind: A\r\nspec:\r\n  a: 1\r\n' }, 0, ['spec', 'a'])).toBe('f:3:6');
  });

  test('an indented document starts at its first word', () => {
    expect(placeOf({ name: 'f', text: '\n   kind: A\n   b: 1' }, 0, [])).toBe('f:2:4');
    expect(placeOf({ name: 'f', text: '\n   kind: A\n   b: 1' }, 0, ['b'])).toBe('f:3:7');
  });
});

test('an item of a List is found where it is in the whole document, whatever stands around it', () => {
  const name = fc.constantFrom('a', 'items', '"b"', 'c d', '0x10');
  const scalar = fc.constantFrom(
    'x',
    '"q"',
    '|\n          x\n          y',
    '',
    '~',
    "'it''s'",
    '{a: 1, b: [2, {c: 3}]}',
  );
  const field = fc.tuple(name, scalar);
  const item = fc.tuple(
    fc.boolean(),
    fc.array(field, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', ' # why', '\n  # own line'),
  );
  const written = ([flow, fields, comment]: [boolean, [string, string][], string]) =>
    flow
      ? `- {${fields.map(([key], index) => `${key}: {n: [${index}, {a: 1}]}`).join(', ')}}${comment}\n`
      : `-${comment}\n${fields.map(([key, value]) => `    ${key}:\n      items:\n      - a: ${value}\n`).join('')}`;
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '# x\n', 'a: &x 1\n'),
      (items, head) => {
        const text = `${head}kind: List\nitems:\n${items.map(written).join('')}`;
        const source = new SourceText({ name: 'f', text });
        const whole = parseYaml(text).document;
        const nodes = { contents: whole?.contents, targets: new Map() };
        const document = new DocumentText(source, { start: 0, end: text.length, content: 0 });
        const paths: FieldPath[] = [[]];
        for (const key of ['a', 'items', 'b', 'c d', '16', 'none'])
          paths.push(
            [key],
            [key, 'n'],
            [key, 'n', 1, 'a'],
            [key, 'items', 0],
            [key, 'items', 0, 'a'],
            [key, 'items', 0, 'a', 'b', 1, 'c'],
          );
        for (const [index] of items.entries()) {
          for (const path of paths) {
            for (const on of ['key', 'value'] as const) {
              const offset = locateNode(nodes, ['items', index, ...path], on) ?? Number.NaN;
              expect(document.locate(['items', index, ...path], on), `${index} ${path} ${text}`).toEqual(
                source.position(offset),
              );
            }
          }
        }
      },
    ),
    { numRuns: draws(60) },
  );
});

test('a document with an alias is asked as a whole, and each is walked once', () => {
  const { document } = parseYaml('kind: List\nitems:\n- &a {x: 1}\n- {<<: *a}\n');
  expect(itemRanges(document)).toEqual([]);
  expect(itemRanges(parseYaml('kind: List\nitems:\n- &a {x: 1}\n- {y: 2}\n').document)).toEqual([
    [23, 29],
    [32, 38],
  ]);
  expect(document && aliasTargets(document)).toBe(document && aliasTargets(document));
});
