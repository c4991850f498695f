import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SetupError } from '../../engine/model/index.ts';
import { KubectlError } from './kubectl-error.ts';
import type { KubectlContext } from './session.ts';

/** A file of manifests, by the name that kubectl gives it in errors. */
export interface ManifestFile {
  readonly name: string;
  readonly text: string;
}

const EXTENSION = /\.(json|yaml|yml)$/;

/**
 * Reads what `-f` names: a file, a folder (without its subfolders, unless `recursive`), or `-`. Throws a KubectlError
 * where nothing is there (ExpandPathsToFileVisitors in kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go).
 */
export async function manifestTexts(
  paths: readonly string[],
  context: KubectlContext,
  recursive: boolean,
): Promise<readonly ManifestFile[]> {
  const found = await Promise.all(paths.map((path) => textsAt(path, context, recursive)));
  return found.flat();
}

async function textsAt(path: string, context: KubectlContext, recursive: boolean): Promise<readonly ManifestFile[]> {
  if (path === '-') return [{ name: 'STDIN', text: standardInput(context) }];
  if (/^https?:\/\//.test(path)) {
    throw new SetupError(`${path} is not read: Curlew never asks the network`, { hint: 'save the manifest as a file' });
  }
  const absolute = await locate(path, context);
  const isFolder = absolute !== undefined && (await stat(absolute)).isDirectory();
  if (absolute === undefined) throw new KubectlError(`the path "${path}" does not exist`);
  if (!isFolder) return [{ name: path, text: await readFile(absolute, 'utf8') }];
  const files = await filesIn(absolute, path, recursive);
  if (files.length > 0) return files;
  throw new KubectlError(`error reading [${path}]: recognized file extensions are [.json .yaml .yml]`);
}

async function filesIn(folder: string, shown: string, recursive: boolean): Promise<readonly ManifestFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const found = entries.map(async (entry): Promise<readonly ManifestFile[]> => {
    const [absolute, name] = [join(folder, entry.name), join(shown, entry.name)];
    if ((await stat(absolute)).isDirectory()) return recursive ? filesIn(absolute, name, recursive) : [];
    return EXTENSION.test(entry.name) ? [{ name, text: await readFile(absolute, 'utf8') }] : [];
  });
  return (await Promise.all(found)).flat();
}

async function locate(path: string, { cwd = process.cwd(), beside }: KubectlContext): Promise<string | undefined> {
  for (const base of beside === undefined ? [cwd] : [cwd, resolve(cwd, beside)]) {
    const absolute = resolve(base, path);
    if (await exists(absolute)) return absolute;
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

function standardInput({ stdin }: KubectlContext): string {
  if (stdin !== undefined) return stdin;
  throw new SetupError('no manifests in standard input', { hint: 'give the step a doc string, or name a file' });
}
