import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RunUsageError } from './run-usage-error.ts';

const TYPESCRIPT = /\.[mc]?ts$/;

/**
 * The module to import before these step files, or undefined if none is needed: there is no TypeScript among them, or
 * this Node strips types itself (22.18 and later). Else it is `tsx`, the project's own before ours; importing it
 * registers it for `import` and `require` alike.
 */
export function typeScriptLoader(files: readonly string[], cwd: string): string | undefined {
  const file = files.find((each) => TYPESCRIPT.test(each));
  if (file === undefined || stripsTypes()) return undefined;
  for (const from of [join(cwd, 'package.json'), file, import.meta.url]) {
    const found = resolveFrom(from, 'tsx');
    if (found !== undefined) return found;
  }
  throw new RunUsageError(`cannot load ${file}: Node ${process.versions.node} does not read TypeScript`, {
    hint: 'install tsx beside it (npm install --save-dev tsx), or use Node 22.18 or later',
  });
}

function stripsTypes(): boolean {
  const typescript: unknown = Reflect.get(process.features, 'typescript');
  return typescript === 'strip' || typescript === 'transform';
}

function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}
