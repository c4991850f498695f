import type { FileContent } from '../../api/index.ts';
import { NotModelled, SetupError } from '../../engine/model/index.ts';
import { KubectlError } from './kubectl-error.ts';
import type { KubectlContext } from './session.ts';

/** A file of manifests, by the name that kubectl gives it in errors. */
export interface ManifestFile {
  readonly name: string;
  readonly text: string;
}

const EXTENSION = /\.(json|yaml|yml)$/;

/**
 * Reads what `-f` names: a file, a folder (without its subfolders, unless `recursive`), a URL, or `-`. Throws a KubectlError
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
  if (/^https?:\/\//.test(path)) return [{ name: path, text: textBehind(path, context) }];
  const content = await contentAt(path, context);
  if (content === undefined) throw new KubectlError(`the path "${path}" does not exist`);
  if (content.kind === 'file') return [{ name: path, text: content.text }];
  const files = await filesIn(content.names, path, { context, recursive });
  if (files.length > 0) return files;
  throw new KubectlError(`error reading [${path}]: recognized file extensions are [.json .yaml .yml]`);
}

async function filesIn(
  names: readonly string[],
  folder: string,
  settings: { readonly context: KubectlContext; readonly recursive: boolean },
): Promise<readonly ManifestFile[]> {
  const found = names.map(async (entry): Promise<readonly ManifestFile[]> => {
    if (!settings.recursive && !EXTENSION.test(entry)) return [];
    const name = joined(folder, entry);
    const content = await contentAt(name, settings.context);
    if (content?.kind === 'folder') return settings.recursive ? filesIn(content.names, name, settings) : [];
    return content !== undefined && EXTENSION.test(entry) ? [{ name, text: content.text }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** As Go's filepath.Join shows it: `./app/` and `a.yaml` make `app/a.yaml`. */
function joined(folder: string, entry: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${entry}`.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `${folder.startsWith('/') ? '/' : ''}${steps.join('/')}`;
}

function textBehind(url: string, { urls }: KubectlContext): string {
  const text = urls?.(url);
  if (text !== undefined) return text;
  throw new NotModelled(`${url} is not read: Curlew never asks the network`, {
    hint: "say in curlew.yaml which files stand for it (doc.urls: {'https://…': FOLDER}), or save the manifest as a file",
  });
}

async function contentAt(path: string, { files }: KubectlContext): Promise<FileContent | undefined> {
  if (files !== undefined) return files.read(path);
  throw new SetupError(`${path} is not read: this kubectl has no files`, { hint: 'give it the manifest: -f -' });
}

function standardInput({ stdin }: KubectlContext): string {
  if (stdin !== undefined) return stdin;
  throw new SetupError('no manifests in standard input', { hint: 'give the step a doc string, or name a file' });
}
