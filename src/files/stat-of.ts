import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SetupError } from '../engine/model/index.ts';
import { codeOf, reasonOf } from './read-errors.ts';

/** What is at a path, links followed; `undefined` where nothing is. Rejects with a SetupError where nobody may look. */
export async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(codeOf(cause))) return undefined;
    throw new SetupError(`cannot read ${path}: ${reasonOf(cause)}`, { cause });
  }
}

/** Reports whether something is at a path that may be looked at. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
