import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SetupError } from '../engine/model/index.ts';
import type { BackendKind } from './backend.ts';
import { simulated } from './simulated.ts';

/**
 * The kind of backend that a run's settings name: `simulated`, or a module, by its path from `cwd`, whose default export
 * is a {@link BackendKind}. Rejects with a SetupError for a module that is not there, or exports none.
 */
export async function backendNamed(name: string, cwd: string): Promise<BackendKind> {
  if (name === 'simulated') return simulated();
  const exported: object = await import(pathToFileURL(resolve(cwd, name)).href).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SetupError(`no backend named "${name}": ${why}`, {
      hint: 'name "simulated", or a module that exports one',
      cause,
    });
  });
  const kind: unknown = Reflect.get(exported, 'default');
  if (isKind(kind)) return kind;
  throw new SetupError(`${name} exports no backend`, { hint: 'export default { name, start(given) { … } }' });
}

function isKind(value: unknown): value is BackendKind {
  return typeof value === 'object' && value !== null && 'start' in value && typeof value.start === 'function';
}
