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

/** Where a merge is, and in which order it leaves lists: as the API server does, or kustomize. */
interface Merging {
  readonly path: readonly string[];
  readonly order: 'server' | 'patch first';
}

const SERVER: Merging = { path: [], order: 'server' };

/** How kustomize merges. */
export const KUSTOMIZE: Merging = { path: [], order: 'patch first' };

/**
 * Applies a strategic merge patch: maps are merged, lists with a merge key by that key, `null` deletes; `$patch: delete`
 * and `$patch: replace`, `$retainKeys` and `$deleteFromPrimitiveList` are understood (apimachinery
 * pkg/util/strategicpatch/patch.go; the keys are the `patchMergeKey` tags of k8s.io/api).
 */
export function strategicMerge(original: unknown, patch: unknown, merging: Merging = SERVER): unknown {
  const { path } = merging;
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
        ? mergeList(merged[key], value, { key, merging })
        : strategicMerge(merged[key], value, { ...merging, path: [...path, key] });
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
  { key, merging }: { readonly key: string; readonly merging: Merging },
): readonly unknown[] {
  const before: readonly unknown[] = Array.isArray(original) ? original : [];
  const inner = { ...merging, path: [...merging.path, key] };
  const replaces = patch.some((each) => isMap(each) && each['$patch'] === 'replace' && Object.keys(each).length === 1);
  if (replaces) return patch.filter((each) => !(isMap(each) && each['$patch'] === 'replace'));
  if (MERGED_VALUES.has(key)) return [...new Set([...before, ...patch])];
  const by = mergeKey(key, merging.path, [...before, ...patch]);
  if (by === undefined) return patch.map((each) => strategicMerge(undefined, each, inner));
  const entries = patch.filter(isMap);
  const indexOf = (entry: JsonMap) => before.findIndex((each) => isMap(each) && each[by] === entry[by]);
  const named = new Set(entries.map(indexOf));
  const kept = before.map((value, at) => ({ value, at })).filter(({ at }) => !named.has(at));
  const merged = entries
    .filter((entry) => entry['$patch'] !== 'delete')
    .map((entry) => ({ value: strategicMerge(before[indexOf(entry)], entry, inner), at: indexOf(entry) }));
  return inOrder(kept, merged, merging.order).map(({ value }) => value);
}

interface Entry {
  readonly value: unknown;
  /** Where the entry stood before; -1 where it was not there. */
  readonly at: number;
}

/** mergeSortedSlice of the API server: what only the patch has comes before what only the server has. */
function inOrder(kept: readonly Entry[], merged: readonly Entry[], order: Merging['order']): readonly Entry[] {
  if (order === 'patch first') return [...merged, ...kept];
  const result: Entry[] = [];
  const [left, right] = [[...kept], [...merged]];
  for (;;) {
    const [a, b] = [left[0], right[0]];
    if (a === undefined || b === undefined) return [...result, ...left, ...right];
    const takesLeft = a.at >= 0 && b.at >= 0 && a.at < b.at;
    result.push(takesLeft ? a : b);
    (takesLeft ? left : right).shift();
  }
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
