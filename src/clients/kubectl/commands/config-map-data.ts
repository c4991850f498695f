import { KubectlError } from '../kubectl-error.ts';
import type { Session } from '../session.ts';

/**
 * The data of a ConfigMap, or a Secret, from `--from-file` and `--from-literal` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/
 * create_configmap.go): a file by its own name, or by `KEY=PATH`; a folder by the names of its files, without its
 * subfolders.
 */
export async function configMapData(
  session: Session,
  name: string,
  kind = 'ConfigMap',
): Promise<Readonly<Record<string, string>>> {
  const { args } = session;
  const data = new Map<string, string>();
  const add = (key: string, text: string) => {
    if (data.has(key)) {
      const already = `another key by that name already exists in Data for ${kind} "${name}"`;
      throw new KubectlError(`cannot add key "${key}", ${already}`);
    }
    data.set(key, text);
  };
  for (const source of args.list('from-file')) {
    for (const [key, text] of await filesOf(session, source)) add(key, text);
  }
  for (const literal of args.list('from-literal')) {
    const equals = literal.indexOf('=');
    if (equals <= 0) throw new KubectlError(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, equals), literal.slice(equals + 1));
  }
  return Object.fromEntries(data);
}

type NamedText = readonly [key: string, text: string];

async function filesOf({ context }: Session, source: string): Promise<readonly NamedText[]> {
  const { key, path } = sourceOf(source);
  const read = async (each: string) => context.files?.read(each);
  const content = await read(path);
  if (content === undefined) throw new KubectlError(`error reading ${path}: no such file or directory`);
  if (content.kind === 'file') return [[key ?? lastStep(path), content.text]];
  if (key !== undefined) throw new KubectlError('cannot give a key name for a directory path');
  const files = content.names.map(async (entry): Promise<readonly NamedText[]> => {
    const file = await read(`${path.replace(/\/+$/, '')}/${entry}`);
    return file?.kind === 'file' ? [[entry, file.text]] : [];
  });
  return (await Promise.all(files)).flat();
}

/** util.go, ParseFileSource. */
function sourceOf(source: string): { readonly key?: string; readonly path: string } {
  const [first = '', second, ...more] = source.split('=');
  if (second === undefined) return { path: first };
  if (first === '') throw new KubectlError(`key name for file path ${second} missing`);
  if (second === '') throw new KubectlError(`file path for key name ${first} missing`);
  if (more.length > 0) throw new KubectlError("key names or file paths cannot contain '='");
  return { key: first, path: second };
}

function lastStep(path: string): string {
  return path.split('/').at(-1) ?? path;
}
