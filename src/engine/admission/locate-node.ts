import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { FieldPath } from '../model/index.ts';
import type { AliasTargets } from './alias-targets.ts';
import { isMergeKey, keyOf } from './yaml-key.ts';

/** A parsed document, ready for questions about places. */
export interface ParsedDocument {
  readonly contents: unknown;
  readonly targets: AliasTargets;
}

/**
 * The offset of a field's value, or of its key; a value that is not written, as in `podSelector:`, is at its key. For a
 * field that is not there, the key of its nearest written ancestor; `undefined` where that is the whole document.
 */
export function locateNode(document: ParsedDocument, path: FieldPath, on: 'key' | 'value'): number | undefined {
  let value: unknown = document.contents;
  let place: number | undefined;
  for (const step of path) {
    const child = childOf(target(value, document.targets), step, document.targets);
    if (child === undefined) return place;
    place = offsetOf(child.key) ?? offsetOf(child.value);
    value = child.value;
  }
  return on === 'key' || isUnwritten(value) ? place : (offsetOf(value) ?? place);
}

interface Child {
  /** Absent for the items of a list. */
  readonly key?: unknown;
  readonly value: unknown;
}

function childOf(node: unknown, step: string | number, targets: AliasTargets): Child | undefined {
  if (isSeq(node)) return typeof step === 'number' && step in node.items ? { value: node.items[step] } : undefined;
  return isMap(node) ? fieldOf(node, String(step), targets) : undefined;
}

/** The last of those that set the key counts, as it does for the value. */
function fieldOf(
  map: YAMLMap,
  name: string,
  targets: AliasTargets,
  open: ReadonlySet<unknown> = new Set(),
): Child | undefined {
  if (open.has(map)) return undefined;
  const { own, merges } = fieldsOf(map, targets);
  for (const { pair, index } of merges) {
    if (index < (own.get(name)?.index ?? -1)) break;
    const child = mergedField(pair, name, targets, new Set([...open, map]));
    if (child !== undefined) return child;
  }
  return own.get(name)?.pair;
}

interface Placed {
  readonly pair: Pair;
  readonly index: number;
}

interface Fields {
  /** The last of each key. */
  readonly own: ReadonlyMap<string, Placed>;
  /** The last first. */
  readonly merges: readonly Placed[];
}

const known = new WeakMap<YAMLMap, Fields>();

/** A map is looked through once, however many of its fields are asked for; an alias stands for the same node each time. */
function fieldsOf(map: YAMLMap, targets: AliasTargets): Fields {
  const found = known.get(map) ?? findFields(map, targets);
  known.set(map, found);
  return found;
}

function findFields(map: YAMLMap, targets: AliasTargets): Fields {
  const own = new Map<string, Placed>();
  const merges: Placed[] = [];
  for (const [index, pair] of map.items.entries()) {
    const key = isMergeKey(pair.key) ? undefined : keyOf(target(pair.key, targets));
    if (key !== undefined) own.set(key, { pair, index });
    else if (isMergeKey(pair.key)) merges.unshift({ pair, index });
  }
  return { own, merges };
}

function mergedField(pair: Pair, name: string, targets: AliasTargets, open: ReadonlySet<unknown>): Child | undefined {
  for (const source of isSeq(pair.value) ? pair.value.items : [pair.value]) {
    const map = target(source, targets);
    const child = isMap(map) ? fieldOf(map, name, targets, open) : undefined;
    if (child !== undefined) return child;
  }
  return undefined;
}

/** What a node stands for; an alias of an alias is not YAML. */
function target(node: unknown, targets: ReadonlyMap<Alias, Node>): unknown {
  return isAlias(node) ? targets.get(node) : node;
}

function isUnwritten(node: unknown): boolean {
  return !isNode(node) || (isScalar(node) && node.type === 'PLAIN' && node.source === '');
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
