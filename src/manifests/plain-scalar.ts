import { resolveScalar, type ScalarValue } from './resolve-scalar.ts';

/** The characters that a value may start with and mean nothing but itself. */
const PLAIN_START = /^(?:[\w./~$(<=^+\\;\xa1-\uffff]|-(?=[^ ]))/;
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)') *(?: #.*)?$/;

/** Reads what is left of a line as a plain scalar; `undefined` where it may be something else. */
export function plainScalar(rest: string): ScalarValue | undefined {
  if (!PLAIN_START.test(rest)) return undefined;
  const comment = rest.indexOf(' #');
  const text = (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
  if (text.includes(': ') || text.endsWith(':')) return undefined;
  const value = resolveScalar(text);
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
}

/** Reads what is left of a line as a string in quotes, without escapes. */
export function quotedScalar(rest: string): string | undefined {
  const match = QUOTED.exec(rest);
  return match?.[1] ?? match?.[2];
}
