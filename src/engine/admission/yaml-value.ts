import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { type AliasTargets, aliasTargets } from './alias-targets.ts';
import { MAX_DEPTH } from './nesting-depth.ts';
import { scalarValue } from './scalar-value.ts';
import { setField } from './set-field.ts';
import type { TextProblem } from './split-documents.ts';
import { templateHint, tooDeep } from './syntax-problem.ts';
import { isMergeKey, keyOf } from './yaml-key.ts';

interface Conversion {
  readonly targets: AliasTargets;
  readonly problems: TextProblem[];
  /** The aliases that are being followed right now. */
  readonly open: Set<Alias>;
  decoded: number;
  aliased: number;
  stopped: boolean;
}

/**
 * Turns parsed YAML into the JSON value that kubectl would send, and says what JSON cannot hold.
 *
 * A merge key counts where it stands: it overrides the keys before it, and those behind it override it
 * (goyaml.v2/decode.go, mapping and merge).
 */
export function yamlValue(document: Document): { readonly value: unknown; readonly problems: readonly TextProblem[] } {
  const targets = aliasTargets(document);
  const conversion: Conversion = { targets, problems: [], open: new Set(), decoded: 0, aliased: 0, stopped: false };
  const value = jsonValue(conversion, document.contents, 0);
  // The value is dropped as a whole: checking a half of it would report errors that follow from the first one.
  return { value: conversion.stopped ? undefined : value, problems: conversion.problems };
}

function jsonValue(conversion: Conversion, node: unknown, depth: number): unknown {
  if (!isNode(node) || !mayContinue(conversion, node, depth)) return null;
  if (isAlias(node)) return followed(conversion, node, (target) => jsonValue(conversion, target, depth + 1));
  if (isMap(node)) return mapValue(conversion, node, depth);
  if (isSeq(node)) return node.items.map((item) => jsonValue(conversion, item, depth + 1));
  if (!isScalar(node)) return null;
  const { value, problem } = scalarValue(node);
  if (problem !== undefined) report(conversion, node, 'not-json', problem);
  return value;
}

function mapValue(conversion: Conversion, map: YAMLMap, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  const written = new Map<string, number>();
  for (const { key: keyNode, value } of map.items) {
    if (isMergeKey(keyNode)) {
      merge(conversion, value, object, depth);
      continue;
    }
    conversion.decoded++;
    const key = keyOf(isAlias(keyNode) ? conversion.targets.get(keyNode) : keyNode);
    if (key === undefined) {
      badKey(conversion, keyNode);
      continue;
    }
    const first = written.get(key);
    const offset = offsetOf(keyNode);
    if (first === undefined) written.set(key, offset);
    else {
      const message = `key ${JSON.stringify(key)} already set in map`;
      conversion.problems.push({ offset, code: 'duplicate-key', severity: 'warning', message, first });
    }
    setField(object, key, jsonValue(conversion, value, depth + 1));
  }
  return object;
}

function merge(conversion: Conversion, node: unknown, into: Record<string, unknown>, depth: number): void {
  // Earlier maps of a list take precedence, so they are laid on last.
  const sources = isSeq(node) ? [...node.items].reverse() : [node];
  for (const source of sources) {
    const target = isAlias(source) ? conversion.targets.get(source) : source;
    if (!isMap(target) && !(isAlias(source) && target === undefined)) {
      report(conversion, node, 'yaml-syntax', 'map merge requires map or sequence of maps as the value');
      return;
    }
    for (const [key, value] of Object.entries(Object(jsonValue(conversion, source, depth + 1)))) {
      setField(into, key, value);
    }
  }
}

function followed(conversion: Conversion, alias: Alias, follow: (target: Node) => unknown): unknown {
  const target = conversion.targets.get(alias);
  if (target === undefined || conversion.open.has(alias)) {
    const problem = target === undefined ? 'unknown anchor' : 'anchor';
    const rest = target === undefined ? 'referenced' : 'value contains itself';
    report(conversion, alias, 'yaml-syntax', `${problem} '${alias.source}' ${rest}`);
    return null;
  }
  conversion.open.add(alias);
  const value = follow(target);
  conversion.open.delete(alias);
  return value;
}

/** Counts as goyaml does, so that a text of a few lines cannot grow to gigabytes; and no alias may nest too deep. */
function mayContinue(conversion: Conversion, node: Node, depth: number): boolean {
  if (conversion.stopped) return false;
  conversion.decoded++;
  if (conversion.open.size > 0) conversion.aliased++;
  const { decoded, aliased } = conversion;
  if (aliased > 100 && decoded > 1000 && aliased / decoded > allowedAliasRatio(decoded)) {
    conversion.stopped = true;
    const [outermost = node] = conversion.open;
    report(conversion, outermost, 'excessive-aliasing', 'document contains excessive aliasing');
  } else if (depth > MAX_DEPTH) {
    conversion.stopped = true;
    conversion.problems.push(tooDeep(offsetOf(node), MAX_DEPTH));
  }
  return !conversion.stopped;
}

/** goyaml.v2/decode.go: 99 % of a small document may come from aliases, 10 % of a very large one. */
function allowedAliasRatio(decoded: number): number {
  const low = 400_000;
  const high = 4_000_000;
  return 0.99 - 0.89 * (Math.min(Math.max(decoded - low, 0), high - low) / (high - low));
}

function badKey(conversion: Conversion, node: unknown): void {
  const offset = offsetOf(node);
  if (isScalar(node)) report(conversion, node, 'not-json', 'unsupported map key: null');
  else {
    const hint = isMap(node) ? templateHint : 'a key is a plain text';
    conversion.problems.push({ offset, code: 'yaml-syntax', message: 'invalid map key: a collection', hint });
  }
}

function report(conversion: Conversion, node: unknown, code: string, message: string): void {
  conversion.problems.push({ offset: offsetOf(node), code, message });
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
