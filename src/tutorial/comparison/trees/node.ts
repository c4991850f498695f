import type { PageLine } from '../difference.ts';

/** A field or an item of YAML or JSON that may be a piece of one, or cut. */
export interface TreeNode {
  /** `-` of an item. */
  readonly key: string;
  /** Without quotes; empty where the value stands below. */
  readonly value: string;
  readonly line: number;
  readonly children: readonly TreeNode[];
  /** Whether the page elides some of its children. */
  readonly isElided: boolean;
}

interface Growing {
  readonly key: string;
  value: string;
  readonly line: number;
  readonly children: Growing[];
  isElided: boolean;
  readonly level: number;
}

const MOST_LEVELS = 60;

/** Reads YAML, or JSON with one field on a line, by how far its lines are indented; nothing that it reads is an error. */
export function readTree(lines: readonly PageLine[]): TreeNode {
  const root: Growing = { key: '', value: '', line: lines[0]?.line ?? 0, children: [], isElided: false, level: -1 };
  const stack: Growing[] = [root];
  const put = (level: number, line: number, key: string, value: string) => {
    while (stack.length > 1 && (stack.at(-1)?.level ?? -1) >= level) stack.pop();
    const node: Growing = { key, value, line, children: [], isElided: false, level };
    stack.at(-1)?.children.push(node);
    if (stack.length < MOST_LEVELS) stack.push(node);
  };
  let block: number | undefined;
  for (const { line, text } of lines) {
    const indent = text.length - text.trimStart().length;
    const content = text.trim();
    if (block !== undefined && (content === '' || indent > block)) {
      const top = stack.at(-1);
      if (top !== undefined && content !== '') top.value = top.value === '' ? content : `${top.value}\n${content}`;
      continue;
    }
    block = undefined;
    if (content === '' || content === '---') continue;
    if (/^(?:#\s*)?(?:\.{2,}|…|\[\.{3}\])/.test(content)) {
      while (stack.length > 1 && (stack.at(-1)?.level ?? -1) >= indent) stack.pop();
      const top = stack.at(-1);
      if (top !== undefined) top.isElided = true;
      continue;
    }
    if (readLine(content, indent, (level, key, value) => put(level, line, key, value))) block = indent;
  }
  return root;
}

/** Puts what a line says; whether a text of several lines begins behind it. */
function readLine(content: string, indent: number, put: (level: number, key: string, value: string) => void): boolean {
  if (/^[\]}]+,?$/.test(content) || content.startsWith('# ')) return false;
  if (content === '{' || content === '[') {
    if (indent > 0) put(indent, '-', '');
    return false;
  }
  let rest = content;
  let level = indent;
  for (let depth = 0; /^-(?:\s|$)/.test(rest) && depth < 8; depth += 1) {
    const inner = rest.slice(1).trimStart();
    const field = fieldOf(inner);
    put(level + 0.5, '-', field === undefined ? bare(inner) : '');
    if (field === undefined) return false;
    level += rest.length - inner.length;
    rest = inner;
  }
  const field = fieldOf(rest);
  if (field === undefined) {
    if (/^["\d]/.test(rest)) put(level, '-', bare(rest));
    return false;
  }
  const isText = /^[|>][+-]?$/.test(field.value);
  put(level, field.key, isText ? '' : bare(field.value));
  return isText;
}

function fieldOf(text: string): { readonly key: string; readonly value: string } | undefined {
  const found = /^("[^"]*"|'[^']*'|[^\s"'[{][^:]*?|[\w./-]+:[\w./-]+)\s*:(?:\s+(.*))?$/.exec(text);
  return found === null ? undefined : { key: bare(found[1] ?? ''), value: found[2] ?? '' };
}

/** Without quotes, the comma of JSON, and a bracket that opens what follows. */
function bare(text: string): string {
  const plain = text
    .trim()
    .replace(/\s+#\s.*$/, '')
    .replace(/,$/, '');
  if (plain === '{' || plain === '[') return '';
  return plain.replace(/^"(.*)"$/, '$1').replace(/^'(.*)'$/, '$1');
}
