import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { writeJsonSchemas } from './json-schemas.ts';
import { stepCatalogue } from './step-catalogue.ts';

const require = createRequire(import.meta.url);

/** Built aside and moved into place at the end: who runs the old one meanwhile keeps it whole. */
const NEXT = 'dist.next';

const SHARED: BuildOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // What Curlew itself needs is bundled, since finding a hundred files takes longer than reading one.
  external: ['@cucumber/*', 'vitest', 'tsx'],
  logLevel: 'warning',
  // A third less to read and parse at each start. Names stay: exit statuses and messages rest on those of error classes.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
};

/** Builds `dist`: the validators, one ES module for each door of the package, the steps, and the type declarations. */
async function main(): Promise<void> {
  execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'generate-schemas.ts')], {
    stdio: 'inherit',
  });
  rmSync(NEXT, { recursive: true, force: true });
  const own = await build({
    ...SHARED,
    entryPoints: {
      cli: 'src/hosts/cli/main.ts',
      index: 'src/index.ts',
      vitest: 'src/hosts/vitest/index.ts',
      formatter: 'src/hosts/cucumber/formatter.ts',
      redirect: 'src/hosts/cucumber/redirect.ts',
      'line-filter': 'src/hosts/cucumber/line-filter.ts',
    },
    outdir: NEXT,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
    // The bundled CommonJS packages require Node's own modules.
    banner: { js: `import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);` },
  });
  writeLicenses(`${NEXT}/LICENSES.txt`, own.metafile);
  await bundleCucumber();
  await build({ ...SHARED, entryPoints: stepFiles(), outdir: `${NEXT}/steps`, plugins: [keepStepsApart] });
  writeFileSync(`${NEXT}/steps.json`, `${JSON.stringify(stepCatalogue('steps'), null, 1)}\n`);
  copyFileSync('src/engine/profiles/cluster.schema.json', `${NEXT}/cluster.schema.json`);
  writeJsonSchemas(`${NEXT}/schemas`);
  declareTypes();
  rmSync('dist', { recursive: true, force: true });
  renameSync(NEXT, 'dist');
}

/**
 * Cucumber in one file (see cucumber-host/bundled-cucumber.ts). It lies two folders deep, as in its package: cucumber
 * knows its own stack frames by that.
 */
async function bundleCucumber(): Promise<void> {
  const { version } = require('@cucumber/cucumber/package.json') as { readonly version: string };
  const contents = `exports.version = ${JSON.stringify(version)};
exports.main = require('@cucumber/cucumber');
exports.api = require('@cucumber/cucumber/api');`;
  const { metafile } = await build({
    ...SHARED,
    stdin: { contents, resolveDir: process.cwd(), loader: 'js' },
    external: [],
    plugins: [nativeMatchIndices],
    format: 'cjs',
    keepNames: true,
    outfile: `${NEXT}/vendor/lib/cucumber.cjs`,
    metafile: true,
  });
  writeLicenses(`${NEXT}/vendor/LICENSES.txt`, metafile);
}

/**
 * Every step is matched through a polyfill of the flag `d` of regular expressions, which parses each expression anew:
 * a tenth of the start. Node has had the flag since version 16.
 */
const nativeMatchIndices: Plugin = {
  name: 'native-match-indices',
  setup(builder) {
    builder.onResolve({ filter: /^regexp-match-indices$/ }, ({ path }) => ({ path, namespace: 'native' }));
    builder.onLoad({ filter: /.*/, namespace: 'native' }, () => ({
      contents: `const measured = new WeakMap();
module.exports = (regexp, text) => {
  let twin = measured.get(regexp);
  if (twin === undefined) measured.set(regexp, (twin = new RegExp(regexp.source, regexp.flags.replace('d', '') + 'd')));
  return regexp.test(text) ? twin.exec(text) : null;
};`,
      loader: 'js',
    }));
  },
};

/** The licences of the packages that a bundle holds, each once. */
function writeLicenses(file: string, { inputs }: Metafile): void {
  const packages = new Set(
    Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const texts = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    const written = readdirSync(folder).find((each) => /^licen[sc]e/i.test(each));
    return `${name} ${version} (${license})\n\n${written === undefined ? '' : readFileSync(join(folder, written), 'utf8').trim()}\n`;
  });
  writeFileSync(file, texts.join(`\n${'-'.repeat(80)}\n\n`));
}

function stepFiles(): string[] {
  return readdirSync('steps').map((file) => join('steps', file));
}

/**
 * Keeps every step file a file of its own, with its literal calls of Given, When and Then: that is how editors find
 * sentences.
 */
const keepStepsApart: Plugin = {
  name: 'keep-steps-apart',
  setup(builder) {
    builder.onResolve({ filter: /^\.\.\/src\/index\.ts$/ }, () => ({ path: '../index.js', external: true }));
    builder.onResolve({ filter: /^\.\/.*\.ts$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${basename(path, '.ts')}.js`, external: true },
    );
  },
};

function declareTypes(): void {
  const options = ['--noEmit', 'false', '--emitDeclarationOnly', '--outDir', `${NEXT}/types`];
  const cache = 'node_modules/.cache/tsc/declarations.json';
  // It remembers what it once wrote, which went with `dist`: a second build would write nothing.
  rmSync(cache, { force: true });
  execFileSync(
    process.execPath,
    [require.resolve('typescript/bin/tsc'), '-p', '.', ...options, '--tsBuildInfoFile', cache],
    { stdio: 'inherit' },
  );
}

await main();
