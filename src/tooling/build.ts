import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { stepCatalogue } from './step-catalogue.ts';

const require = createRequire(import.meta.url);

const SHARED: BuildOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
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
  rmSync('dist', { recursive: true, force: true });
  await build({
    ...SHARED,
    entryPoints: {
      cli: 'src/cli/main.ts',
      index: 'src/index.ts',
      vitest: 'src/vitest.ts',
      formatter: 'src/cucumber-host/formatter.ts',
      redirect: 'src/cucumber-host/redirect.ts',
      'line-filter': 'src/cucumber-host/line-filter.ts',
    },
    outdir: 'dist',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  await build({ ...SHARED, entryPoints: stepFiles(), outdir: 'dist/steps', plugins: [keepStepsApart] });
  writeFileSync('dist/steps.json', `${JSON.stringify(stepCatalogue('steps'), null, 1)}\n`);
  copyFileSync('src/clusters/cluster.schema.json', 'dist/cluster.schema.json');
  declareTypes();
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
  const options = ['--noEmit', 'false', '--emitDeclarationOnly', '--outDir', 'dist/types'];
  const cache = ['--tsBuildInfoFile', 'node_modules/.cache/tsc/declarations.json'];
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', '.', ...options, ...cache], {
    stdio: 'inherit',
  });
}

await main();
