import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type ImportDeclaration, Project, type SourceFile, SyntaxKind } from 'ts-morph';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Who may import whom: a folder of src, what it may import besides `model`, and why. */
const WALLS: readonly { readonly folder: string; readonly may: readonly string[]; readonly why: string }[] = [
  { folder: 'model', may: [], why: 'it is the vocabulary: it knows nobody' },
  ...[
    'manifests',
    'cluster',
    'clusters',
    'controllers',
    'scheduler',
    'ipam',
    'kubelet',
    'routing',
    'kube-proxy',
    'dns',
    'network-policy',
    'gateway',
    'http',
    'report',
  ].map((folder) => ({
    folder,
    may: [],
    why: 'a component meets the others in the model, so that each can be read alone',
  })),
  {
    folder: 'datapath',
    may: ['routing', 'kube-proxy', 'dns', 'network-policy', 'gateway', 'kubelet'],
    why: 'it walks a packet through the components, and knows nothing of how their objects came to be',
  },
  {
    folder: 'simulator',
    may: ['manifests', 'cluster', 'controllers', 'scheduler', 'ipam', 'kubelet', 'gateway'],
    why: 'it is the only one that knows the order of the verbs',
  },
  {
    folder: 'lint',
    may: ['network-policy', 'kubelet'],
    why: 'it reads a cluster at rest and the tables of components; it walks no packets',
  },
  {
    folder: 'analysis',
    may: ['network-policy', 'kubelet'],
    why: 'it asks the tables for whole classes of pods, and never follows a packet',
  },
  {
    folder: 'library',
    may: ['analysis', 'manifests', 'clusters', 'simulator', 'lint', 'datapath', 'kube-proxy', 'dns', 'http'],
    why: 'it is the door for people: names in, answers out',
  },
  { folder: 'shell', may: ['library', 'http', 'dns', 'kubelet'], why: 'the commands of client images ask the library' },
  { folder: 'kubectl', may: ['library', 'manifests', 'report', 'shell'], why: 'kubectl is a client of the cluster' },
  {
    folder: 'coverage',
    may: ['network-policy'],
    why: 'it counts which fields of policies and Services decided, from traces alone',
  },
  {
    folder: 'mutate',
    may: ['library'],
    why: 'it makes clusters of other policies, and leaves judging them to the spec',
  },
  {
    folder: 'spec',
    may: ['library', 'report', 'clusters', 'shell', 'kubectl', 'http', 'coverage', 'mutate'],
    why: 'it judges the answers of the library',
  },
  {
    folder: 'generate',
    may: ['library', 'spec', 'kubelet'],
    why: 'it writes the sentences that the spec will judge, about the ports that somebody listens on',
  },
  { folder: 'dns-server', may: ['dns'], why: 'it speaks the wire format, and asks whoever it is given' },
  { folder: 'cucumber-host', may: [], why: 'it starts cucumber, and is told where the steps are' },
  {
    folder: 'cli',
    may: ['library', 'report', 'cucumber-host', 'manifests', 'dns-server', 'coverage', 'generate', 'mutate'],
    why: 'a command reads flags, asks the library and prints',
  },
  {
    folder: 'tooling',
    may: ['cli', 'manifests', 'clusters', 'library', 'cluster', 'network-policy', 'testing'],
    why: 'it builds and measures; nothing imports it',
  },
  { folder: 'testing', may: ['cluster', 'manifests'], why: 'it builds views for tests; only tests import it' },
];

/** Modules that only some folders may import, and why. */
const RESERVED: readonly { readonly module: RegExp; readonly folders: readonly string[]; readonly why: string }[] = [
  { module: /^yaml$/, folders: ['manifests', 'testing'], why: 'one place decides how YAML reads' },
  { module: /^@cucumber\//, folders: ['.', 'cucumber-host'], why: 'the engine runs without cucumber' },
  { module: /^vitest$/, folders: ['.'], why: 'only the matchers need it' },
  { module: /^commander$/, folders: ['cli'], why: 'flags end at the command line' },
  {
    module: /^dns-packet$|^node:(dgram|net)$/,
    folders: ['dns-server'],
    why: 'one place opens sockets, and only when it is told to',
  },
  { module: /^node:child_process$/, folders: ['tooling', 'cucumber-host'], why: 'the engine starts no process' },
  {
    module: /^node:fs(\/promises)?$/,
    folders: ['manifests', 'library', 'kubectl', 'cli', 'cucumber-host', 'tooling'],
    why: 'the engine takes values and returns values',
  },
  { module: /^ts-morph$|^esbuild$|^ajv/, folders: ['tooling'], why: 'they are needed at build time only' },
];

const PURE: readonly string[] = [
  'model',
  'cluster',
  'clusters',
  'controllers',
  'scheduler',
  'ipam',
  'kubelet',
  'routing',
  'kube-proxy',
  'dns',
  'network-policy',
  'gateway',
  'http',
  'report',
  'datapath',
  'simulator',
  'manifests',
  'lint',
  'analysis',
];

const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
const files = project.addSourceFilesAtPaths([
  `${ROOT}/src/**/*.ts`,
  `${ROOT}/steps/**/*.ts`,
  `!${ROOT}/src/**/generated/**`,
]);
const sources = files.filter((file) => !isTest(file));

function isTest(file: SourceFile): boolean {
  return (
    /\.(test|fixture|arbitrary)\.ts$/.test(file.getBaseName()) ||
    folderOf(file.getFilePath()) === 'testing' ||
    file.getFilePath().includes('/testing/')
  );
}

/** The folder of src that a file is in; `.` for src itself, `steps` for the steps. */
function folderOf(path: string): string {
  const [top = '', folder = '', ...rest] = relative(ROOT, path).split('/');
  if (top === 'steps') return 'steps';
  return rest.length === 0 ? '.' : folder;
}

function name(file: SourceFile): string {
  return relative(ROOT, file.getFilePath());
}

function importsOf(file: SourceFile): readonly { readonly module: string; readonly target: string | undefined }[] {
  const modules = [
    ...file.getImportDeclarations().map((each: ImportDeclaration) => each.getModuleSpecifierValue()),
    ...file.getExportDeclarations().flatMap((each) => each.getModuleSpecifierValue() ?? []),
    ...file
      .getDescendantsOfKind(SyntaxKind.CallExpression)
      .filter((call) => call.getExpression().getKind() === SyntaxKind.ImportKeyword)
      .flatMap((call) => call.getArguments()[0]?.asKind(SyntaxKind.StringLiteral)?.getLiteralValue() ?? []),
  ];
  return modules.map((module) => ({
    module,
    target: module.startsWith('.') ? resolve(dirname(file.getFilePath()), module) : undefined,
  }));
}

test.each(WALLS)('$folder imports only what it may: $why', ({ folder, may }) => {
  const allowed = new Set([folder, 'model', ...may]);
  const wrong = sources
    .filter((file) => folderOf(file.getFilePath()) === folder)
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target !== undefined && !allowed.has(folderOf(target)))
        .map(({ module }) => `${name(file)} imports ${module}`),
    );
  expect(wrong).toEqual([]);
});

test('every folder of src has its row, and every row its folder', () => {
  const folders = readdirSync(`${ROOT}/src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(WALLS.map(({ folder }) => folder).sort()).toEqual(folders.map((entry) => entry.name).sort());
});

test('a folder is entered by its door, index.ts, alone', () => {
  const doorless = ['.', 'tooling', 'cli'];
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => {
        if (target === undefined || doorless.includes(folderOf(target)) || folderOf(file.getFilePath()) === 'tooling')
          return false;
        return (
          folderOf(target) !== folderOf(file.getFilePath()) &&
          !/^[^/]+\/index\.ts$/.test(relative(`${ROOT}/src`, target))
        );
      })
      .map(({ module }) => `${name(file)} imports ${module}`),
  );
  expect(wrong).toEqual([]);
});

test('steps import the library alone', () => {
  const wrong = files
    .filter((file) => folderOf(file.getFilePath()) === 'steps')
    .flatMap((file) =>
      importsOf(file)
        .filter(({ module }) => !/^(\.\.\/src\/index\.ts|\.\/[a-z.-]+\.ts)$/.test(module))
        .map(({ module }) => `${name(file)} imports ${module}`),
    );
  expect(wrong).toEqual([]);
});

test.each(RESERVED)('$module is imported by $folders alone: $why', ({ module, folders }) => {
  const wrong = sources
    .filter((file) => !folders.includes(folderOf(file.getFilePath())))
    .filter((file) => importsOf(file).some((each) => module.test(each.module)));
  expect(wrong.map(name)).toEqual([]);
});

test('the engine knows no clock, no chance and no environment', () => {
  const wrong = sources
    .filter((file) => PURE.includes(folderOf(file.getFilePath())))
    .filter((file) =>
      /\bnew Date\b|\bDate\.now\b|\bMath\.random\b|\bprocess\.env\b|\bsetTimeout\b/.test(file.getText()),
    );
  expect(wrong.map(name)).toEqual([]);
});

test('files are small: 300 lines, tests 500', () => {
  const long = files.filter((file) => file.getEndLineNumber() > (isTest(file) ? 500 : 300));
  expect(long.map((file) => `${name(file)} ${file.getEndLineNumber()}`)).toEqual([]);
});

test('files are named for what they do, in kebab case', () => {
  const vague = /(^|[/-])(utils?|helpers?|commons?|managers?|misc|stuff)([./-]|$)/;
  const wrong = files.map(name).filter((path) => vague.test(path) || /[A-Z_]/.test(path));
  expect(wrong).toEqual([]);
});

test('nothing is hidden from the compiler', () => {
  const hiding = /@ts-(ignore|nocheck|expect-error)|as unknown as|\bas any\b|: any[;,)=>\]|]|: any \||biome-ignore/;
  const wrong = sources.filter((file) => hiding.test(file.getText())).map(name);
  expect(wrong).toEqual([]);
});

test('every component says what it models and what it does not', () => {
  const sections = ['What it models', 'What it does not', 'Sources', 'Example'];
  const components = [
    'analysis',
    'controllers',
    'scheduler',
    'ipam',
    'kubelet',
    'routing',
    'kube-proxy',
    'dns',
    'network-policy',
    'gateway',
    'clusters',
    'http',
  ];
  const wrong = components.flatMap((folder) => {
    const text = project.getFileSystem().fileExistsSync(`${ROOT}/src/${folder}/README.md`)
      ? project.getFileSystem().readFileSync(`${ROOT}/src/${folder}/README.md`)
      : '';
    return sections
      .filter((section) => !text.includes(`## ${section}`))
      .map((section) => `src/${folder}/README.md lacks "${section}"`);
  });
  expect(wrong).toEqual([]);
});
