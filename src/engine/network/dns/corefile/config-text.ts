import type { ClusterView, ConfigMap, FieldPath, Resource, RuleRef, SourceLocation } from '../../../model/index.ts';
import { formatFieldPath, ruleWithin } from '../../../model/index.ts';

/** A file that a server reads: a value of a ConfigMap, or what the cluster's installer wrote. Lines count from 1. */
export interface ConfigText {
  /** What messages call it: `Corefile`. */
  readonly name: string;
  readonly text: string;
  /** The place in the manifests; `undefined` where no manifest holds the text. */
  at(line: number, column: number): SourceLocation | undefined;
  rule(line: number): RuleRef | undefined;
}

/** A place in a text. */
export interface Place {
  readonly source: ConfigText;
  readonly line: number;
  readonly column: number;
}

/** A text that no manifest holds. */
export function builtinText(name: string, text: string): ConfigText {
  return { name, text, at: () => undefined, rule: () => undefined };
}

/** The value of a key of a ConfigMap. Its lines have places of their own where it is written as a literal block. */
export function configMapText(view: ClusterView, map: Resource<ConfigMap>, key: string): ConfigText {
  const path: FieldPath = ['data', key];
  const text = map.object.data?.[key] ?? '';
  let locate: Locate | undefined;
  const at: Locate = (line, column) => {
    locate ??= locator(view, map, path, text);
    return locate(line, column);
  };
  const rule = (line: number): RuleRef => {
    return ruleWithin(map.ref, path, at(line, 1));
  };
  return { name: key, text, at, rule };
}

type Locate = (line: number, column: number) => SourceLocation | undefined;

const INDENT = 2;

function locator(view: ClusterView, map: Resource<ConfigMap>, path: FieldPath, text: string): Locate {
  const value = view.locate(map.ref, path);
  if (value === undefined || map.origin.kind !== 'manifest') return () => value;
  const { document } = map.origin;
  const length = text.trimEnd().split('\n').length;
  const others: readonly FieldPath[] = [
    ['kind'],
    ['apiVersion'],
    ['metadata'],
    ...Object.keys(map.object.data ?? {}).map((each) => ['data', each]),
  ].filter((other) => formatFieldPath(other) !== formatFieldPath(path));
  // Nothing else stands among the lines of a block: where something does, or in JSON, the text is one quoted scalar.
  const crowded = others.some((other) => {
    const { line } = document.locate(other, 'key');
    return line >= value.line && line <= value.line + length;
  });
  if (crowded || !text.includes('\n') || value.file.endsWith('.json')) return () => value;
  const indent = document.locate(path, 'key').column + INDENT - 1;
  return (line, column) => ({ file: value.file, line: value.line + line, column: indent + column });
}
