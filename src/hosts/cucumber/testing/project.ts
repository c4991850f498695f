import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { runFeatures } from '../run-features.ts';
import type { RunOptions, RunResult } from '../run-options.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const made: string[] = [];

/** Steps like the built-in ones: they pass, do not hold, are given bad input, or are themselves wrong. */
const BUILTIN_STEPS = `
import { Before, Given, When, Then } from '@cucumber/cucumber';
class SetupError extends Error {}
class ManifestError extends Error {}
class CurlewDefect extends Error {}
Before(function () { this.cluster = 'built in'; });
Given('the manifests in {word}', (_path) => {});
When('{word} curls {word}', (_client, _target) => {});
Then('it reaches {word}', (_pod) => {});
Then('it is refused', () => { throw new Error('expected: refused\\nbut it is connected'); });
Then('a setup error', () => { throw new SetupError('no file x.yaml'); });
Then('a manifest error', () => { throw new ManifestError('x.yaml:3: bad port'); });
Then('a defect', () => { throw new CurlewDefect('an invariant does not hold'); });
Then('a bug', () => { null.name; });
Given('it is not supported', () => 'skipped');
Given('it is not written', () => 'pending');
Given('a clash', () => {});
Given(/^a cla.h$/, () => {});
`;

/** Writes a folder of files, by path; gone after {@link removeFolders}. The name is as awkward as a real one may be. */
export async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'a (b) [c] {d,e} '));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

export async function removeFolders(): Promise<void> {
  await Promise.all(made.splice(0).map((root) => rm(root, { recursive: true })));
}

/** A package like the published one: compiled built-in steps, the doors that users import, and cucumber beside it. */
export async function installedCurlew(): Promise<string> {
  const root = await folder({
    'package.json': JSON.stringify({
      name: 'curlew',
      type: 'module',
      exports: { '.': './index.js', './cucumber': './cucumber.js' },
    }),
    'index.js': 'export class Cluster {}',
    'cucumber.js': `export * from './index.js'; export * from '@cucumber/cucumber';`,
    'steps/builtin.steps.js': BUILTIN_STEPS,
  });
  await symlink(here('../../../../node_modules'), join(root, 'node_modules'), 'dir');
  return root;
}

/** Compiles what must be a file at run time, and a program that runs the options given as JSON, into a package. */
export async function compileHost(root: string): Promise<void> {
  await build({
    entryPoints: ['formatter', 'redirect', 'line-filter', 'testing/program'].map((name) => here(`../${name}.ts`)),
    outdir: join(root, 'host'),
    outbase: here('..'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
}

/** The options of a run in `cwd` with the package at `root`, whose host was compiled to `host`. */
export function runOptions(
  cwd: string,
  root: string,
  host: string,
): Pick<RunOptions, 'cwd' | 'assets' | 'builtinSteps'> {
  const asset = (name: string) => join(host, 'host', `${name}.js`);
  const assets = { formatter: asset('formatter'), redirect: asset('redirect'), lineFilter: asset('line-filter') };
  return { cwd, assets, builtinSteps: [join(root, 'steps/builtin.steps.js')] };
}

export interface Ran extends RunResult {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a project in this process, with built-in steps of its own: Node would not load the same file twice. */
export async function run(cwd: string, host: string, options: Partial<RunOptions> = {}): Promise<Ran> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const own = runOptions(cwd, await installedCurlew(), host);
  const result = await runFeatures({ env: {}, ...own, stdout, stderr, ...options });
  return { ...result, stdout: stdout.text, stderr: stderr.text };
}

class Collected extends Writable {
  text = '';
  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}
