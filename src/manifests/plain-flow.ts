import { mapKey } from './map-key.ts';
import { resolveScalar } from './resolve-scalar.ts';

const TOKEN = / *(?:([[\]{},])|"([^"\\]*)"|'([^']*)'(?!')|(?!-(?:[ ,:\]}]|$))([\w./$+~-]+)(?=[ ,:\]}]|$))(:(?= ))?/y;

type Token =
  | { readonly mark: string }
  | { readonly value: unknown; readonly key: string | undefined; readonly isKey: boolean };

interface Reader {
  readonly text: string;
  at: number;
}

/** Reads a flow map or list that is the rest of its line and has nothing but simple words; else `undefined`. */
export function readPlainFlow(text: string): unknown {
  const reader: Reader = { text, at: 0 };
  const value = readAny(reader, nextToken(reader));
  return /^ *( #.*)?$/.test(text.slice(reader.at)) ? value : undefined;
}

function readAny(reader: Reader, token: Token | undefined): unknown {
  if (token === undefined) return undefined;
  if (!('mark' in token)) return token.isKey ? undefined : token.value;
  if (token.mark === '[') return readList(reader);
  return token.mark === '{' ? readMap(reader) : undefined;
}

function readList(reader: Reader): readonly unknown[] | undefined {
  const list: unknown[] = [];
  for (let token = nextToken(reader); ; token = nextToken(reader)) {
    if (list.length === 0 && isMark(token, ']')) return list;
    const value = readAny(reader, token);
    if (value === undefined) return undefined;
    list.push(value);
    const after = nextToken(reader);
    if (isMark(after, ']')) return list;
    if (!isMark(after, ',')) return undefined;
  }
}

function readMap(reader: Reader): Record<string, unknown> | undefined {
  const map: Record<string, unknown> = {};
  for (let token = nextToken(reader); ; token = nextToken(reader)) {
    if (Object.keys(map).length === 0 && isMark(token, '}')) return map;
    if (token === undefined || 'mark' in token || !token.isKey) return undefined;
    const { key } = token;
    const value = readAny(reader, nextToken(reader));
    if (key === undefined || key === '__proto__' || Object.hasOwn(map, key) || value === undefined) return undefined;
    map[key] = value;
    const after = nextToken(reader);
    if (isMark(after, '}')) return map;
    if (!isMark(after, ',')) return undefined;
  }
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token !== undefined && 'mark' in token && token.mark === mark;
}

function nextToken(reader: Reader): Token | undefined {
  TOKEN.lastIndex = reader.at;
  const match = TOKEN.exec(reader.text);
  if (match === null) return undefined;
  reader.at = TOKEN.lastIndex;
  const [, mark, double, single, plain, colon] = match;
  if (mark !== undefined) return colon === undefined ? { mark } : undefined;
  const isKey = colon !== undefined;
  if (plain === undefined) {
    const value = double ?? single ?? '';
    return { value, key: value, isKey };
  }
  const value = resolveScalar(plain);
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  return { value, key: mapKey(plain), isKey };
}
