import { MAX_DEPTH } from './nesting-depth.ts';

/** One value of a text that holds JSON values one after the other. */
export interface JsonPart {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads JSON objects one after the other, as kubectl does. `undefined` where the text is none, or sets a key twice, or
 * nests too deep: the YAML parser then says where.
 */
export function parseJson(text: string): readonly JsonPart[] | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const whole = readJson(text);
  if (whole !== undefined)
    return setsKeyTwice(whole, text) ? undefined : [{ value: whole, start: 0, end: text.length }];
  const parts: JsonPart[] = [];
  for (const { start, end } of topLevelObjects(text)) {
    const value = readJson(text.slice(start, end));
    if (value === undefined || setsKeyTwice(value, text.slice(start, end))) return undefined;
    parts.push({ value, start, end });
  }
  return parts.length > 1 ? parts : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The YAML parser reads the text next, and words what is wrong with it.
    return undefined;
  }
}

/** JSON.parse keeps the last of two equal keys and says nothing: fewer keys are left than the text has. */
function setsKeyTwice(value: unknown, text: string): boolean {
  let written = 0;
  let inString = false;
  // Never a whole string at once: a pattern runs out of stack where one is long.
  for (const [part, colon] of text.matchAll(/\\[\s\S]|"(\s*:)?/g)) {
    if (part.startsWith('\\')) continue;
    if (inString && colon !== undefined) written++;
    inString = !inString;
  }
  return countKeys(value, 0) !== written;
}

function countKeys(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > MAX_DEPTH) return Number.NaN;
  const inner = Array.isArray(value) ? value : Object.values(value);
  const own = Array.isArray(value) ? 0 : inner.length;
  return inner.reduce<number>((sum, each) => sum + countKeys(each, depth + 1), own);
}

function topLevelObjects(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { readonly start: number; readonly end: number }[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (const { 0: part, index } of text.matchAll(/\\[\s\S]|["{}]/g)) {
    if (part === '"') inString = !inString;
    if (inString) continue;
    if (part === '{' && depth++ === 0) {
      // Anything but blanks between two objects is no JSON.
      if (/\S/.test(text.slice(found.at(-1)?.end ?? 0, index))) return [];
      start = index;
    }
    if (part === '}' && --depth === 0) found.push({ start, end: index + 1 });
  }
  return /\S/.test(text.slice(found.at(-1)?.end ?? 0)) ? [] : found;
}
