import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { ClusterOptions } from '../api/index.ts';
import type { ManifestText } from '../engine/admission/index.ts';
import { SetupError } from '../engine/model/index.ts';
import { profileHint, profileNamed } from '../engine/profiles/index.ts';
import type { Folders } from './manifest-options.ts';
import { readBytes } from './size-limit.ts';

/** A cluster as the engine takes it: what is neither a profile's name nor a value is a Cluster file, which is read. */
export async function readClusterChoice(
  asked: ClusterOptions['cluster'],
  folders: Folders,
): Promise<ClusterOptions['cluster']> {
  if (typeof asked !== 'string' || profileNamed(asked) !== undefined) return asked;
  return readClusterFile(asked, folders);
}

async function readClusterFile(path: string, { cwd = process.cwd(), beside }: Folders): Promise<ManifestText> {
  for (const base of beside === undefined ? [cwd] : [cwd, resolve(cwd, beside)]) {
    const absolute = resolve(base, path);
    if (!(await isFile(absolute))) continue;
    const name = relative(cwd, absolute).replaceAll('\\', '/');
    return { name, text: (await readBytes(absolute, name)).toString('utf8') };
  }
  throw new SetupError(`no profile and no Cluster file named "${path}"`, { hint: profileHint(path) });
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
