import { NotModelled } from '../../../engine/model/index.ts';
import { toBase64 } from '../base64.ts';
import { KubectlError } from '../kubectl-error.ts';
import { isMap, type JsonMap } from '../strategic-merge.ts';
import { type BuildObject, listOf, texts } from './build-object.ts';

type Read = (path: string) => Promise<string>;

const KNOWN: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'files',
  'literals',
  'envs',
  'env',
  'type',
  'options',
]);

/** The ConfigMaps and Secrets that a kustomization makes (kustomize api/internal/builtins/ConfigMapGenerator.go). */
export async function generated(settings: JsonMap, read: Read): Promise<readonly BuildObject[]> {
  const options = settings['generatorOptions'];
  const made: BuildObject[] = [];
  for (const kind of ['ConfigMap', 'Secret'] as const) {
    const field = kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator';
    for (const generator of listOf(settings[field])) {
      const unknown = Object.keys(generator).find((key) => !KNOWN.has(key));
      if (unknown !== undefined) throw new NotModelled(`${field}: the field ${unknown} is not modelled`);
      made.push(await oneGenerated(kind, generator, { options: isMap(options) ? options : {}, read }));
    }
  }
  return made;
}

async function oneGenerated(
  kind: 'ConfigMap' | 'Secret',
  generator: JsonMap,
  { options, read }: { readonly options: JsonMap; readonly read: Read },
): Promise<BuildObject> {
  const name = String(generator['name']);
  const own = { ...options, ...(isMap(generator['options']) ? generator['options'] : {}) };
  const entries = await entriesOf(generator, read);
  const shown = entries.map(([key, value]) => {
    return [key, kind === 'Secret' ? toBase64(value) : value] as const;
  });
  const { labels, annotations } = own;
  const value: JsonMap = {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      ...(typeof generator['namespace'] === 'string' ? { namespace: generator['namespace'] } : {}),
      ...(isMap(labels) ? { labels } : {}),
      ...(isMap(annotations) ? { annotations } : {}),
    },
    ...(shown.length === 0 ? {} : { data: Object.fromEntries(shown) }),
    ...(kind === 'Secret' ? { type: generator['type'] ?? 'Opaque' } : {}),
  };
  return { value, was: name, hashed: own['disableNameSuffixHash'] !== true };
}

async function entriesOf(generator: JsonMap, read: Read): Promise<readonly (readonly [string, string])[]> {
  const entries: (readonly [string, string])[] = [];
  for (const file of [...texts(generator['envs']), ...texts([generator['env']])]) {
    const lines = (await read(file)).split(/\r?\n/).map((line) => line.trimStart());
    for (const line of lines) {
      if (line !== '' && !line.startsWith('#')) entries.push(pairOf(line));
    }
  }
  for (const literal of texts(generator['literals'])) {
    const [key, value] = pairOf(literal);
    entries.push([key, value.replace(/^(['"])(.*)\1$/s, '$2')]);
  }
  for (const file of texts(generator['files'])) {
    const equals = file.indexOf('=');
    const path = equals < 0 ? file : file.slice(equals + 1);
    entries.push([equals < 0 ? (path.split('/').at(-1) ?? path) : file.slice(0, equals), await read(path)]);
  }
  return entries;
}

function pairOf(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new KubectlError(`invalid literal source ${text}, expected key=value`);
}
