import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RunUsageError } from './run-usage-error.ts';

const TYPESCRIPT = /\.[mc]?ts$/;

/**
 * The module to import before these step files, or undefined if none is needed. It is the project's own `tsx`, which
 * knows all of TypeScript, enums and `paths` too; importing it registers it for `import` and `require` alike. Without
 * one, Node strips types itself (22.18 and later), or the `tsx` beside Curlew serves.
 */
export function typeScriptLoader(files: readonly string[], cwd: string): string | undefined {
  const file = files.find((each) => TYPESCRIPT.test(each));
  if (file === undefined) return undefined;
  const own = resolveFrom(join(cwd, 'package.json'), 'tsx') ?? resolveFrom(file, 'tsx');
  if (own !== undefined || stripsTypes()) return own;
  const beside = resolveFrom(import.meta.url, 'tsx');
  if (beside !== undefined) return beside;
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
