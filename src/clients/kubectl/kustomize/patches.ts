import { plainYaml } from '../../../engine/admission/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import { JsonPatchFault, jsonPatch } from '../json-patch.ts';
import { KubectlError } from '../kubectl-error.ts';
import { isMap, type JsonMap, KUSTOMIZE, strategicMerge } from '../strategic-merge.ts';
import { type BuildObject, listOf, nameOf, texts } from './build-object.ts';

type Read = (path: string) => Promise<string>;

interface Patch {
  readonly value: unknown;
  readonly target: JsonMap | undefined;
}

/** Applies the patches of a kustomization, of all three spellings, in order (kustomize api/internal/builtins/PatchTransformer.go). */
export async function patched(
  objects: readonly BuildObject[],
  settings: JsonMap,
  read: Read,
): Promise<readonly BuildObject[]> {
  let current = objects;
  for (const patch of await patchesOf(settings, read)) current = applied(current, patch);
  return current;
}

async function patchesOf(settings: JsonMap, read: Read): Promise<readonly Patch[]> {
  const patches: Patch[] = [];
  for (const entry of texts(settings['patchesStrategicMerge'])) {
    const text = entry.includes('\n') ? entry : await read(entry);
    patches.push(...valuesOf(text).map((value) => ({ value, target: undefined })));
  }
  for (const field of ['patches', 'patchesJson6902']) {
    for (const { path, patch, target, options } of listOf(settings[field])) {
      if (options !== undefined) throw new NotModelled(`${field}: options are not modelled`);
      const text = typeof patch === 'string' ? patch : await read(String(path));
      const known = isMap(target) ? target : undefined;
      patches.push(...valuesOf(text).map((value) => ({ value, target: known })));
    }
  }
  return patches;
}

/** A file may hold several patches. */
function valuesOf(text: string): readonly unknown[] {
  const parts = text.split(/^---(?:[ \t].*)?$/m).filter((part) => part.trim() !== '');
  return parts.map((part) => plainYaml(part));
}

function applied(objects: readonly BuildObject[], { value, target }: Patch): readonly BuildObject[] {
  const isMeant = target === undefined ? sameObject(value) : targets(target);
  if (target === undefined && !objects.some((each) => isMeant(each))) {
    const { kind = '' } = isMap(value) ? value : {};
    throw new KubectlError(
      `no resource matches strategic merge patch "${String(kind)}.${isMap(value) ? nameOf(value) : ''}"`,
    );
  }
  return objects.flatMap((object): readonly BuildObject[] => {
    if (!isMeant(object)) return [object];
    const after = patchedValue(object.value, value);
    return after === undefined ? [] : [{ ...object, value: after }];
  });
}

function patchedValue(object: JsonMap, patch: unknown): JsonMap | undefined {
  if (Array.isArray(patch)) {
    try {
      return jsonPatch(object, patch) as JsonMap;
    } catch (error) {
      if (error instanceof JsonPatchFault) throw new KubectlError(error.message);
      throw error;
    }
  }
  if (!isMap(patch)) throw new NotModelled('a patch that is neither a map nor a list');
  if (patch['$patch'] === 'delete') return undefined;
  // The object keeps its name: a targeted patch may have another one.
  const { metadata, kind: _, apiVersion: __, ...rest } = patch;
  const { name: ___, namespace: ____, ...more } = isMap(metadata) ? metadata : {};
  const own = { ...rest, ...(Object.keys(more).length === 0 ? {} : { metadata: more }) };
  return strategicMerge(object, own, KUSTOMIZE) as JsonMap;
}

function sameObject(patch: unknown): (object: BuildObject) => boolean {
  if (!isMap(patch)) throw new NotModelled('a patch without a target that names no object');
  const group = (value: JsonMap) => String(value['apiVersion']).split('/').slice(0, -1).join('/');
  return ({ value, was }) =>
    value['kind'] === patch['kind'] &&
    (was === nameOf(patch) || nameOf(value) === nameOf(patch)) &&
    group(value) === group(patch);
}

const TARGET_FIELDS: ReadonlySet<string> = new Set(['group', 'version', 'kind', 'name', 'namespace', 'labelSelector']);

/** Names of a target are regular expressions; here only plain ones, and `.*` for any. */
function targets(target: JsonMap): (object: BuildObject) => boolean {
  const unknown = Object.keys(target).find((key) => !TARGET_FIELDS.has(key));
  if (unknown !== undefined) throw new NotModelled(`patches: the field ${unknown} of a target is not modelled`);
  const fits = (pattern: unknown, text: string): boolean => {
    if (pattern === undefined || pattern === '' || pattern === '.*') return true;
    if (/[\\^$*+?()[\]{}|]/.test(String(pattern))) {
      throw new NotModelled(`patches: the target "${String(pattern)}" is a regular expression, which is not modelled`);
    }
    return pattern === text;
  };
  const labels = typeof target['labelSelector'] === 'string' ? target['labelSelector'].split(',') : [];
  if (labels.some((each) => !/^[^=!\s]+==?[^=!\s]*$/.test(each))) {
    throw new NotModelled(`patches: the selector "${labels.join(',')}" is not modelled`);
  }
  return ({ value, was }) => {
    const [version = '', group = ''] = String(value['apiVersion']).split('/').reverse();
    const metadata = isMap(value['metadata']) ? value['metadata'] : {};
    const own = isMap(metadata['labels']) ? metadata['labels'] : {};
    return (
      fits(target['kind'], String(value['kind'])) &&
      fits(target['group'], group) &&
      fits(target['version'], version) &&
      (fits(target['name'], was) || fits(target['name'], nameOf(value))) &&
      fits(target['namespace'], String(metadata['namespace'] ?? '')) &&
      labels.every((each) => own[each.split('=')[0] ?? ''] === each.split('=').at(-1))
    );
  };
}
