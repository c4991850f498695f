import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Builds `dist`: the validators, one ES module for each door of the package, and the type declarations. */
async function main(): Promise<void> {
  const bin = join(import.meta.dirname, '../../node_modules/.bin');
  execFileSync(join(bin, 'tsx'), [join(import.meta.dirname, 'generate-schemas.ts')], { stdio: 'inherit' });
  rmSync('dist', { recursive: true, force: true });
  const steps = readdirSync('steps').filter((file) => /^[a-z-]+(\.steps)?\.ts$/.test(file));
  await build({
    entryPoints: {
      cli: 'src/cli/main.ts',
      index: 'src/index.ts',
      vitest: 'src/vitest.ts',
      formatter: 'src/cucumber-host/formatter.ts',
      redirect: 'src/cucumber-host/redirect.ts',
      ...Object.fromEntries(steps.map((file) => [`steps/${basename(file, '.ts')}`, join('steps', file)])),
    },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    chunkNames: 'chunks/[name]-[hash]',
    sourcemap: false,
    logLevel: 'warning',
  });
  const typescript = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(
    process.execPath,
    [
      typescript,
      '-p',
      'tsconfig.json',
      '--noEmit',
      'false',
      '--emitDeclarationOnly',
      '--outDir',
      'dist/types',
      '--tsBuildInfoFile',
      'node_modules/.cache/tsc/declarations.json',
    ],
    { stdio: 'inherit' },
  );
  writeFileSync(join('dist', 'package.json'), `${JSON.stringify({ type: 'module' })}\n`);
}

await main();
