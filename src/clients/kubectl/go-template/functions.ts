import { fromBase64 } from '../base64.ts';
import { GoTemplateFault } from './fault.ts';
import { goText } from './go-text.ts';
import { printf } from './printf.ts';

type Given = readonly (() => unknown)[];

/** Whether a value counts as true: not empty, not zero (IsTrue in Go's text/template/exec.go). */
export function isTrue(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.keys(value).length > 0 : true;
}

/** Go's own functions (text/template/funcs.go), and `exists` and `base64decode` of kubectl (cli-runtime pkg/printers/template.go). */
const FUNCTIONS: Readonly<Record<string, (...given: readonly unknown[]) => unknown>> = {
  not: (value) => !isTrue(value),
  len: lengthOf,
  index: (value, ...keys) => keys.reduce(indexed, value),
  print: (...values) => printed(values),
  println: (...values) => `${values.map((each) => goText(each, true)).join(' ')}\n`,
  printf: (format, ...values) => printf(textOf(format), values),
  eq: (first, ...others) => others.some((each) => isEqual(first, each)),
  ne: (a, b) => !isEqual(a, b),
  lt: (a, b) => compared(a, b) < 0,
  le: (a, b) => compared(a, b) <= 0,
  gt: (a, b) => compared(a, b) > 0,
  ge: (a, b) => compared(a, b) >= 0,
  slice: (value, from = 0, to = undefined) => sliced(value, from, to),
  html: (...values) => escapedHtml(printed(values)),
  urlquery: (...values) => encodeURIComponent(printed(values)).replaceAll('%20', '+'),
  base64decode: (value) => decoded(textOf(value)),
  exists: (value, ...keys) => exists(value, keys),
};

/** Reports whether there is such a function: another name is refused before a template is filled. */
export function isFunction(name: string): boolean {
  return name === 'and' || name === 'or' || Object.hasOwn(FUNCTIONS, name);
}

/** Calls a function; `and` and `or` look no further than they must. */
export function callFunction(name: string, given: Given): unknown {
  if (name === 'and' || name === 'or') return shortCircuit(name, given);
  return FUNCTIONS[name]?.(...given.map((each) => each()));
}

function shortCircuit(name: 'and' | 'or', given: Given): unknown {
  let value: unknown;
  for (const each of given) {
    value = each();
    if (isTrue(value) === (name === 'or')) return value;
  }
  return value;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new GoTemplateFault(`wrong type for value; expected string; got ${goText(value, true)}`);
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  throw new GoTemplateFault(`error calling len: len of type ${goText(value, true)}`);
}

function indexed(value: unknown, key: unknown): unknown {
  if (Array.isArray(value) && typeof key === 'number') {
    if (key >= 0 && key < value.length) return value[key] as unknown;
    throw new GoTemplateFault(`error calling index: index out of range: ${key}`);
  }
  if (typeof value === 'object' && value !== null && typeof key === 'string') {
    return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  }
  throw new GoTemplateFault(`error calling index: can't index item with ${goText(key, true)}`);
}

function exists(value: unknown, keys: readonly unknown[]): boolean {
  try {
    return keys.reduce(indexed, value) !== undefined;
  } catch (error) {
    if (error instanceof GoTemplateFault) return false;
    throw error;
  }
}

/** Go's Sprint: a space between two values that are both no text. */
function printed(values: readonly unknown[]): string {
  return values
    .map((each, index) => {
      const before = values[index - 1];
      const spaced = index > 0 && typeof each !== 'string' && typeof before !== 'string';
      return `${spaced ? ' ' : ''}${goText(each, values.length > 1)}`;
    })
    .join('');
}

function isEqual(a: unknown, b: unknown): boolean {
  const isBasic = (value: unknown) => value === null || value === undefined || typeof value !== 'object';
  if (!isBasic(a) || !isBasic(b)) throw new GoTemplateFault('error calling eq: non-comparable type');
  const [one, other] = [a ?? null, b ?? null];
  if (one !== null && other !== null && typeof one !== typeof other) {
    throw new GoTemplateFault('error calling eq: incompatible types for comparison');
  }
  return one === other;
}

function compared(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a < b ? -1 : 1;
  throw new GoTemplateFault('error calling lt: incompatible types for comparison');
}

function sliced(value: unknown, from: unknown, to: unknown): unknown {
  if (typeof value !== 'string' && !Array.isArray(value))
    throw new GoTemplateFault("error calling slice: can't slice item");
  const [start, end] = [Number(from), to === undefined ? value.length : Number(to)];
  if (start >= 0 && start <= end && end <= value.length) return value.slice(start, end);
  throw new GoTemplateFault(`error calling slice: index out of range: ${end}`);
}

const HTML: Readonly<Record<string, string>> = { '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapedHtml(text: string): string {
  return text.replace(/["'&<>]/g, (each) => HTML[each] ?? each);
}

function decoded(text: string): string {
  const found = fromBase64(text);
  if (found !== undefined) return found;
  throw new GoTemplateFault('error calling base64decode: base64 decode failed: illegal base64 data');
}
