import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { DOORS } from './doors.ts';

/**
 * Writes the declarations of the doors: one file for each, and files for what several of them share, so that a type is the
 * same type whichever door it came from. The compiler declares every file that a door leads to; a roll-up keeps what
 * can be reached. Types are not checked here.
 */
export async function declareTypes(target: string): Promise<void> {
  // Not below node_modules, whose files the roll-up would leave where they are.
  const single = `${target}.single`;
  mkdirSync(single, { recursive: true });
  await emitDeclarations(single);
  const roll = await rollup({
    input: Object.fromEntries(DOORS.map(({ name, source }) => [name, join(single, source.replace(/\.ts$/, '.d.ts'))])),
    external: (id) => !/^[./]/.test(id),
    plugins: [dts()],
    onLog: (level, log) => {
      // The steps declare nothing; and what is shared is exported where it is public: a test looks.
      if (log.code === 'EMPTY_BUNDLE' || /private shared type/.test(log.message)) return;
      process.stderr.write(`${level}: ${log.message}\n`);
    },
  });
  const { output } = await roll.write({
    dir: target,
    entryFileNames: '[name].d.ts',
    chunkFileNames: 'shared-[hash].d.ts',
    hoistTransitiveImports: false,
  });
  for (const { fileName } of output) withoutIdleImports(join(target, fileName));
  rmSync(single, { recursive: true });
}

/** The roll-up leaves `import 'kubernetes-types/…'` for its effects, of which a declaration has none. */
function withoutIdleImports(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^import '[^']+';\n/gm, ''));
}

async function emitDeclarations(outDir: string): Promise<void> {
  const project = join(outDir, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    emitDeclarationOnly: true,
    noCheck: true,
    stripInternal: true,
    incremental: false,
    tsBuildInfoFile: null,
    rootDir: resolve('.'),
    outDir: resolve(outDir),
  };
  const files = DOORS.map(({ source }) => resolve(source));
  writeFileSync(project, JSON.stringify({ extends: resolve('tsconfig.json'), compilerOptions, include: [], files }));
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const child = spawn(process.execPath, [tsc, '-p', project], { stdio: 'inherit' });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`tsc ended with status ${status}`);
}
