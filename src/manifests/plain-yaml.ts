import { mapKey } from './map-key.ts';
import { readPlainFlow } from './plain-flow.ts';
import { plainScalar, quotedScalar } from './plain-scalar.ts';

/** Thrown at the first thing that is not plain. */
const NOT_PLAIN = Symbol('not plain');

/** Anything but line feeds and printable characters, among them tabs and the line breaks that only some readers know. */
const SPECIAL = /[^\n\x20-\x7e\xa1-\u2027\u202a-\ufefe]/;
const KEY = /(?:([\w./$-]+)|"([^"\\]*)"|'([^']*)'):(?= |$)/my;
const MOST_LEVELS = 100;

/** The line that is read next; blank lines and comments never are. `indent` is the column of `start`. */
interface Cursor {
  readonly text: string;
  start: number;
  end: number;
  indent: number;
}

/**
 * Reads the YAML that manifests are mostly made of, some ten times as fast as the full parser: block maps and lists,
 * one-line values, and literal blocks. `undefined` at anything else and at every error, which the full parser then
 * reads; what this one returns is always what that one would.
 */
export function readPlainYaml(written: string): unknown {
  const text = written.replaceAll('\r\n', '\n');
  if (SPECIAL.test(text)) return undefined;
  const cursor: Cursor = { text, start: 0, end: 0, indent: 0 };
  try {
    advance(cursor, 0);
    if (atEnd(cursor)) return undefined;
    const value = readBlock(cursor, 0);
    return atEnd(cursor) ? value : undefined;
  } catch (thrown) {
    if (thrown === NOT_PLAIN) return undefined;
    throw thrown;
  }
}

function readBlock(cursor: Cursor, level: number): unknown {
  if (level > MOST_LEVELS) throw NOT_PLAIN;
  return isItem(cursor) ? readList(cursor, level) : readMap(cursor, level);
}

function readMap(cursor: Cursor, level: number): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  const { indent } = cursor;
  while (!atEnd(cursor) && cursor.indent === indent && !isItem(cursor)) {
    const key = readKey(cursor);
    if (key === undefined || key === '__proto__' || Object.hasOwn(map, key)) throw NOT_PLAIN;
    map[key] = readValue(cursor, { from: KEY.lastIndex, indent, level, itemsAt: indent });
  }
  return map;
}

function readList(cursor: Cursor, level: number): readonly unknown[] {
  const list: unknown[] = [];
  const { indent } = cursor;
  while (!atEnd(cursor) && cursor.indent === indent && isItem(cursor)) {
    const content = skipSpaces(cursor, cursor.start + 1);
    KEY.lastIndex = content;
    if (content < cursor.end && KEY.test(cursor.text)) {
      // The rest of the line is the first line of a map.
      cursor.indent += content - cursor.start;
      cursor.start = content;
      list.push(readMap(cursor, level + 1));
    } else {
      list.push(readValue(cursor, { from: cursor.start + 1, indent, level, itemsAt: indent + 1 }));
    }
  }
  return list;
}

function readKey(cursor: Cursor): string | undefined {
  KEY.lastIndex = cursor.start;
  const match = KEY.exec(cursor.text);
  if (match === null) throw NOT_PLAIN;
  return match[1] === undefined ? (match[2] ?? match[3]) : mapKey(match[1]);
}

interface ValuePlace {
  /** Where on the line the value may start. */
  readonly from: number;
  /** The column of the key or dash. */
  readonly indent: number;
  readonly level: number;
  /** The least column of a list below: the items of a map's field may stand below its key. */
  readonly itemsAt: number;
}

function readValue(cursor: Cursor, { from, indent, level, itemsAt }: ValuePlace): unknown {
  const { text } = cursor;
  const start = skipSpaces(cursor, from);
  if (start === cursor.end || text[start] === '#') {
    advance(cursor, cursor.end);
    if (atEnd(cursor)) return null;
    const isBelow = cursor.indent > indent || (cursor.indent === itemsAt && isItem(cursor));
    return isBelow ? readBlock(cursor, level + 1) : null;
  }
  if (text[start] === '|') return readLiteral(cursor, start, indent);
  const value = readInline(text.slice(start, cursor.end));
  if (value === undefined) throw NOT_PLAIN;
  advance(cursor, cursor.end);
  // A deeper line would go on with this value.
  if (!atEnd(cursor) && cursor.indent > indent) throw NOT_PLAIN;
  return value;
}

function readInline(text: string): unknown {
  const first = text[0];
  if (first === '"' || first === "'") return quotedScalar(text);
  return first === '[' || first === '{' ? readPlainFlow(text) : plainScalar(text);
}

/** A `|` block: the lines that are indented as deep as its first one, or blank. */
function readLiteral(cursor: Cursor, start: number, indent: number): string {
  const { text } = cursor;
  const header = text.slice(start, cursor.end);
  const lines: string[] = [];
  let depth = -1;
  let at = cursor.end + 1;
  for (;;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    const spaces = line.length - line.trimStart().length;
    if (spaces < line.length) {
      if (depth < 0) depth = spaces;
      if (spaces < depth || depth <= indent) break;
    } else if (depth < 0 && spaces > 0) throw NOT_PLAIN;
    if (end < 0) throw NOT_PLAIN;
    lines.push(line.slice(Math.max(depth, 0)));
    at = end + 1;
    if (at >= text.length) break;
  }
  const body = lines.join('\n').replace(/\n+$/, '');
  if ((header !== '|' && header !== '|-') || body.trim() === '') throw NOT_PLAIN;
  advance(cursor, at - 1);
  return header === '|' ? `${body}\n` : body;
}

/** Moves to the next line that has content, behind the line break at `from`; at first, `from` is the text's start. */
function advance(cursor: Cursor, from: number): void {
  const { text } = cursor;
  let line = from === 0 ? 0 : from + 1;
  for (;;) {
    let start = line;
    while (text.charCodeAt(start) === 32) start++;
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const hasContent = start < end && text.charCodeAt(start) !== 35;
    if (hasContent || newline < 0) {
      cursor.start = hasContent ? start : text.length;
      cursor.end = end;
      cursor.indent = start - line;
      return;
    }
    line = newline + 1;
  }
}

function atEnd(cursor: Cursor): boolean {
  return cursor.start >= cursor.text.length;
}

/** Whether the line starts with a dash that stands alone. */
function isItem({ text, start, end }: Cursor): boolean {
  return text.charCodeAt(start) === 45 && (start + 1 === end || text.charCodeAt(start + 1) === 32);
}

function skipSpaces({ text, end }: Cursor, from: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === 32) at++;
  return at;
}
