/** A JSON value that is a map. */
export type JsonMap = Readonly<Record<string, unknown>>;

/** By which field the entries of a list are known, by the list's own name; other lists are replaced as a whole. */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  conditions: 'type',
  containers: 'name',
  env: 'name',
  ephemeralContainers: 'name',
  hostAliases: 'ip',
  imagePullSecrets: 'name',
  initContainers: 'name',
  ownerReferences: 'uid',
  resourceClaims: 'name',
  secrets: 'name',
  topologySpreadConstraints: 'topologyKey',
  volumeDevices: 'devicePath',
  volumeMounts: 'mountPath',
  volumes: 'name',
};

/** Lists of plain values that are merged and not replaced. */
const MERGED_VALUES: ReadonlySet<string> = new Set(['finalizers']);

/** The ports of a container are known by `containerPort`, those of a Service by `port`. */
function mergeKey(name: string, path: readonly string[], entries: readonly unknown[]): string | undefined {
  if (name !== 'ports') return Object.hasOwn(MERGE_KEYS, name) ? MERGE_KEYS[name] : undefined;
  if (path.some((step) => /[cC]ontainers$/.test(step))) return 'containerPort';
  return entries.some((each) => isMap(each) && 'protocol' in each && 'port' in each) || path.at(-1) === 'spec'
    ? 'port'
    : undefined;
}

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Applies a strategic merge patch: maps are merged, lists with a merge key by that key, `null` deletes; `$patch: delete`
 * and `$patch: replace`, `$retainKeys` and `$deleteFromPrimitiveList` are understood (apimachinery
 * pkg/util/strategicpatch/patch.go; the keys are the `patchMergeKey` tags of k8s.io/api).
 */
export function strategicMerge(original: unknown, patch: unknown, path: readonly string[] = []): unknown {
  if (!isMap(patch)) return patch;
  if (patch['$patch'] === 'replace') return without(patch, ['$patch']);
  const before = isMap(original) ? original : {};
  const retained = patch['$retainKeys'];
  const kept = Array.isArray(retained)
    ? Object.fromEntries(Object.entries(before).filter(([key]) => retained.includes(key)))
    : before;
  const merged: Record<string, unknown> = { ...kept };
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) {
      deleteValues(merged, key, value);
      continue;
    }
    if (value === null) delete merged[key];
    else if (isMap(value) && value['$patch'] === 'delete') delete merged[key];
    else
      merged[key] = Array.isArray(value)
        ? mergeList(merged[key], value, { key, path })
        : strategicMerge(merged[key], value, [...path, key]);
  }
  return merged;
}

const FROM_LIST = '$deleteFromPrimitiveList/';

function deleteValues(merged: Record<string, unknown>, key: string, values: unknown): void {
  const name = key.slice(FROM_LIST.length);
  const list = merged[name];
  if (!key.startsWith(FROM_LIST) || !Array.isArray(list) || !Array.isArray(values)) return;
  merged[name] = list.filter((each) => !values.includes(each));
}

function without(map: JsonMap, keys: readonly string[]): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

function mergeList(
  original: unknown,
  patch: readonly unknown[],
  { key, path }: { readonly key: string; readonly path: readonly string[] },
): readonly unknown[] {
  const before: readonly unknown[] = Array.isArray(original) ? original : [];
  const replaces = patch.some((each) => isMap(each) && each['$patch'] === 'replace' && Object.keys(each).length === 1);
  if (replaces) return patch.filter((each) => !(isMap(each) && each['$patch'] === 'replace'));
  if (MERGED_VALUES.has(key)) return [...new Set([...before, ...patch])];
  const by = mergeKey(key, path, [...before, ...patch]);
  if (by === undefined) return patch.map((each) => strategicMerge(undefined, each, [...path, key]));
  // New entries come first, as the server puts them; a merge keeps the order of what was there.
  const result = [...before];
  const added: unknown[] = [];
  for (const entry of patch) {
    if (!isMap(entry)) continue;
    const at = result.findIndex((each) => isMap(each) && each[by] === entry[by]);
    if (entry['$patch'] === 'delete') {
      if (at >= 0) result.splice(at, 1);
    } else if (at >= 0) result[at] = strategicMerge(result[at], entry, [...path, key]);
    else added.push(strategicMerge(undefined, entry, [...path, key]));
  }
  return [...added, ...result];
}

/** Applies a JSON merge patch (RFC 7386): maps are merged, `null` deletes, all else is replaced. */
export function mergePatch(original: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  const merged: Record<string, unknown> = { ...(isMap(original) ? original : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}
