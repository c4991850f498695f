import { join, relative } from 'node:path';
import { Project, type SourceFile, SyntaxKind } from 'ts-morph';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Where the kinds of policies may be named, and why. Everybody else knows the contract of `engine/network/policy` alone. */
const NAMED_IN: readonly { readonly files: RegExp; readonly why: string }[] = [
  { files: /^src\/engine\/network\/policy\/dialects\//, why: 'a dialect reads what its kinds write' },
  { files: /^src\/engine\/admission\//, why: 'schemas, defaults and validation are those of one kind' },
  { files: /^src\/engine\/profiles\//, why: 'a profile lists what its plugin enforces' },
  { files: /^src\/engine\/model\/kubernetes\.ts$/, why: "the API's own types are named once" },
  { files: /^src\/(report\/tables|clients\/kubectl)\//, why: 'kubectl prints each kind as the real one does' },
];

const KIND = /^(Baseline)?(Admin|Cluster)?NetworkPolicy$/;
const TIER_ASKED = /\b(tier|tier\.name)\b\s*[!=]==\s*['"`]/;

const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
const files = project
  .addSourceFilesAtPaths([`${ROOT}/src/**/*.ts`, `${ROOT}/steps/**/*.ts`, `!${ROOT}/src/**/generated/**`])
  .filter((file) => !/\.(test|fixture|arbitrary)\.ts$|\/testing\//.test(file.getFilePath()));

function name(file: SourceFile): string {
  return relative(ROOT, file.getFilePath());
}

/** The texts and the keys that a file writes out. */
function textsIn(file: SourceFile): readonly string[] {
  const literals = [SyntaxKind.StringLiteral, SyntaxKind.NoSubstitutionTemplateLiteral].flatMap((kind) =>
    file.getDescendantsOfKind(kind).map((each) => each.getText().slice(1, -1)),
  );
  return [...literals, ...file.getDescendantsOfKind(SyntaxKind.PropertyAssignment).map((each) => each.getName())];
}

test('kinds of policies are named by their dialects, and by whoever is about one kind', () => {
  const wrong = files
    .filter((file) => !NAMED_IN.some(({ files: allowed }) => allowed.test(name(file))))
    .flatMap((file) => textsIn(file).flatMap((text) => (KIND.test(text) ? [`${name(file)} names ${text}`] : [])));
  expect(wrong).toEqual([]);
});

test('every row names a kind somewhere', () => {
  const naming = files.filter((file) => /NetworkPolicy/.test(file.getText())).map(name);
  expect(NAMED_IN.filter((row) => !naming.some((file) => row.files.test(file)))).toEqual([]);
});

test('which tiers there are, their dialects know alone', () => {
  const wrong = files
    .filter((file) => /^src\/(engine\/network\/policy|questions|behaviour|report|api)\//.test(name(file)))
    .filter((file) => !name(file).startsWith('src/engine/network/policy/dialects/'))
    .filter((file) => TIER_ASKED.test(file.getText()))
    .map(name);
  expect(wrong).toEqual([]);
});
