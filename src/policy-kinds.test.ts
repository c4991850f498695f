import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Where the kinds of policies may be named, and why. Everybody else knows the contract of `engine/network/policy` alone. */
const NAMED_IN: readonly { readonly files: RegExp; readonly why: string }[] = [
  { files: /^src\/engine\/network\/policy\/dialects\//, why: 'a dialect reads what its kinds write' },
  { files: /^src\/engine\/admission\//, why: 'schemas, defaults and validation are those of one kind' },
  { files: /^src\/engine\/profiles\//, why: 'a profile lists what its plugin enforces' },
  { files: /^src\/engine\/model\/kubernetes\.ts$/, why: "the API's own types are named once" },
  { files: /^src\/engine\/network\/foreign\/catalogue\//, why: 'other groups have kinds of the same names' },
  { files: /^src\/tooling\/fuzz\/targets\.ts$/, why: 'what is mutated is an object of some kind' },
  { files: /^src\/(report\/tables|clients\/kubectl)\//, why: 'kubectl prints each kind as the real one does' },
];

const KIND = /^(Baseline)?(Admin|Cluster)?NetworkPolicy$/;
const TIER_ASKED = /\b(tier|tier\.name)\b\s*[!=]==\s*['"`]/;

interface Source {
  readonly path: string;
  readonly text: string;
}

const files: readonly Source[] = globSync(['src/**/*.ts', 'steps/**/*.ts', '!src/**/generated/**'], { cwd: ROOT })
  .filter((path) => !/\.(test|fixture|arbitrary)\.ts$|\/testing\//.test(path))
  .sort()
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

/** The texts and the keys that a file writes out. */
function textsIn({ path, text }: Source): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) texts.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return texts;
}

test('kinds of policies are named by their dialects, and by whoever is about one kind', () => {
  const wrong = files
    .filter(({ path }) => !NAMED_IN.some(({ files: allowed }) => allowed.test(path)))
    // A kind that is written out stands in the text: the others need not be parsed.
    .filter(({ text }) => text.includes('NetworkPolicy'))
    .flatMap((file) => textsIn(file).flatMap((text) => (KIND.test(text) ? [`${file.path} names ${text}`] : [])));
  expect(wrong).toEqual([]);
});

test('every row names a kind somewhere', () => {
  const naming = files.filter(({ text }) => text.includes('NetworkPolicy')).map(({ path }) => path);
  expect(NAMED_IN.filter((row) => !naming.some((path) => row.files.test(path)))).toEqual([]);
});

test('which tiers there are, their dialects know alone', () => {
  const wrong = files
    .filter(({ path }) => /^src\/(engine\/network\/policy|questions|behaviour|report|api)\//.test(path))
    .filter(({ path }) => !path.startsWith('src/engine/network/policy/dialects/'))
    .filter(({ text }) => TIER_ASKED.test(text))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});
