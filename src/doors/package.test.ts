import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

// The compiler reads the declarations of all that is installed.
vi.setConfig({ testTimeout: 60_000 });

/* The package as `npm pack` makes it of what was built last, installed in a project of its own. */
const ROOT = join(import.meta.dirname, '../..');
const project = mkdtempSync(join(tmpdir(), 'curlew package '));
const installed = join(project, 'node_modules/curlew');

let files: readonly string[] = [];
beforeAll(() => {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', project];
  const packed = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(project, filename), '--strip-components=1', '-C', installed]);
  files = readdirSync(installed, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1))
    .sort();
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin: Readonly<Record<string, string>>;
}

const manifest = (): Manifest => JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;

/** Everything that the package may hold. Whatever is new comes here, with a thought. */
const SHIPPED: readonly RegExp[] = [
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^dist\/(cli|commands|curlew|engine|cucumber|vitest|formatter|redirect|line-filter)\.js$/,
  /^dist\/chunks\/[\w-]+\.js$/,
  /^dist\/steps\/[a-z-]+(\.steps)?\.js$/,
  /^dist\/types\/(curlew|engine|cucumber|steps|vitest|shared-[\w-]+)\.d\.ts$/,
  /^dist\/schemas\/[a-z]+\.json$/,
  /^dist\/(steps\.json|cluster\.schema\.json|LICENSES\.txt)$/,
  /^dist\/vendor\/(LICENSES\.txt|lib\/cucumber\.cjs)$/,
];

describe('the package', () => {
  test('asks for nothing that its oldest Node does not run: pnpm and yarn take the newest of a range', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<
        Record<string, { readonly version: string; readonly engines?: { readonly node: string } }>
      >;
    };
    for (const [name, range] of Object.entries(manifest().dependencies)) {
      const { version = '', engines } = lock.packages[`node_modules/${name}`] ?? {};
      // One major, the one that is installed: what it says of Node is so of all that the range takes.
      expect(range, name).toMatch(new RegExp(`^\\^${version.split('.')[0]}\\.\\d+\\.\\d+$`));
      expect(engines?.node ?? '>=20', name).toMatch(/^(20 |>=\s?(18|20))/);
    }
  });

  test('holds what is built, and nothing of tests or tooling', () => {
    expect(files.filter((file) => !SHIPPED.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(files.filter((file) => /(^|[./-])(tests?|testing|fixture|arbitrary|tooling)([./-]|$)/.test(file))).toEqual(
      [],
    );
    expect(files.filter((file) => file.endsWith('.d.ts')).length).toBeLessThanOrEqual(10);
  });

  test('has whatever its exports and its command name', () => {
    const { exports, bin } = manifest();
    const named = Object.values(exports).flatMap((each) => (typeof each === 'string' ? each : Object.values(each)));
    const paths = [...named, ...Object.values(bin)].map((path) => path.replace('./', '').split('*'));
    const isThere = ([start = '', end = '']: readonly string[]) =>
      files.some((file) => file.startsWith(start) && file.endsWith(end));
    expect(paths.filter((path) => !isThere(path))).toEqual([]);
  });

  test('depends on what its modules import, and on nothing else', () => {
    const { dependencies, peerDependencies } = manifest();
    const code = files.filter((file) => /\.(js|d\.ts)$/.test(file) && !file.includes('vendor'));
    const imported = new Set(code.flatMap((file) => packagesIn(readFileSync(join(installed, file), 'utf8'))));
    const unknown = [...imported].filter((name) => !(name in dependencies) && !(name in peerDependencies));
    expect(unknown).toEqual([]);
    expect(Object.keys(dependencies).filter((name) => !imported.has(name))).toEqual([]);
  });
});

/** The packages that a module imports or names in `import()`; without Node's own and Curlew's. */
function packagesIn(text: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => !/^[./]|^node:|^data:/.test(name) && !builtinModules.includes(name))
    .map((name) => (name.startsWith('@') ? name.split('/', 2).join('/') : (name.split('/', 1)[0] ?? '')));
}

/** Projects that use the package, by what is installed beside it. */
const CONSUMERS = {
  'kubernetes-types alone': {
    'engine.ts': `
      import { Cluster, type ClusterView, type Pod, type Trace, type TraceJson } from 'curlew/engine';
      const cluster = Cluster.of({ yaml: '' });
      export const json: TraceJson = cluster.connect({ from: 'a', to: 'b:80' });
      export const trace: Trace = cluster.trace({ from: 'a', to: 'b:80' });
      export const pods: readonly Pod[] = cluster.get('Pod');
      export const names = (view: ClusterView): readonly string[] => view.list('Service').map(({ ref }) => ref.name);`,
    'curlew.ts': `
      import { Cluster, formatTrace, type LoadOptions, SetupError } from 'curlew';
      import type { Cluster as Engine } from 'curlew/engine';
      const options: LoadOptions = { manifests: ['examples/wordpress'], cluster: 'flannel' };
      export const text = async (): Promise<string> => formatTrace((await Cluster.load(options)).connect({ from: 'a', to: 'b:80' }));
      export const same: Promise<Engine> = Cluster.load(options);
      export const isInput = (error: unknown): boolean => error instanceof SetupError;`,
  },
  'cucumber, vitest and the types of Node': {
    'own.steps.ts': `
      import 'curlew/steps';
      import type { Cluster } from 'curlew';
      import { expectOutcome, scenarioOf, Then, type World } from 'curlew/cucumber';
      Then('it is up', async function (this: World) {
        const cluster: Cluster = await scenarioOf(this).cluster();
        expectOutcome(cluster.trace({ from: 'a', to: 'b:80' }), 'connected');
      });`,
    'own.test.ts': `
      import { Cluster } from 'curlew';
      import 'curlew/vitest';
      import { expect } from 'vitest';
      const cluster = await Cluster.load({ yaml: '' });
      expect(cluster.from('busybox')).toReach('mariadb:3306', { via: 'ClusterIP' });`,
  },
} as const;

describe('a strict project type-checks without skipping the declarations of libraries', () => {
  test.each(Object.entries(CONSUMERS))('with %s', (beside, texts) => {
    const bare = beside === 'kubernetes-types alone';
    const folder = join(project, bare ? 'bare' : 'full');
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    const packages = bare ? ['kubernetes-types'] : readdirSync(join(ROOT, 'node_modules'));
    for (const name of packages.filter((each) => !each.startsWith('.'))) {
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
    }
    symlinkSync(installed, join(folder, 'node_modules/curlew'), 'junction');
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
    expect(problemsOf(folder, Object.keys(texts), bare ? [] : ['node'])).toEqual([]);
  });
});

/** What the compiler says of these files and of the declarations of Curlew that they lead to. */
function problemsOf(folder: string, names: readonly string[], types: readonly string[]): readonly string[] {
  const own = names.map((name) => join(folder, name));
  const program = ts.createProgram(own, {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    // The packages beside it are links.
    preserveSymlinks: true,
    typeRoots: [join(folder, 'node_modules/@types')],
    types: [...types],
  });
  const declarations = program.getSourceFiles().filter(({ fileName }) => fileName.includes('node_modules/curlew/'));
  const checked = [...declarations, ...program.getSourceFiles().filter(({ fileName }) => own.includes(fileName))];
  const problems = [
    ...program.getOptionsDiagnostics(),
    ...checked.flatMap((file) => ts.getPreEmitDiagnostics(program, file)),
  ];
  return problems.map(({ messageText, file, start = 0 }) => {
    const line = file === undefined ? '' : `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1}: `;
    return `${line}${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
