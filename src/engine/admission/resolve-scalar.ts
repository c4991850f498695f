/** What a YAML scalar means; infinities and NaN, which JSON lacks, are left to the caller. */
export type ScalarValue = string | number | boolean | null;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...words(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...words(false, 'n N no No NO false False FALSE off Off OFF'),
  ...words(null, '~ null Null NULL'),
  ...words(Number.NaN, '.nan .NaN .NAN'),
  ...words(Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...words(Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'),
  ['', null],
]);

/** The characters that a word of the table or a number may start with. */
const HINT = /^[-+.~\dyYnNtTfFoO]/;
const INTEGER = /^([-+]?)(?:(0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+)|0([0-7]+)|(0|[1-9]\d*))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/**
 * Resolves a plain scalar as kubectl's YAML reader does: YAML 1.1 booleans, `0644` and `0o644` octal, `0b101`, `_`
 * between digits; no base-60 numbers, and dates stay strings. `08` is 8, for it is no octal number and a float.
 *
 * sigs.k8s.io/yaml goyaml.v2/resolve.go
 */
export function resolveScalar(text: string): ScalarValue {
  if (text === '') return null;
  if (!HINT.test(text)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  if (first > 57) return text;
  // A leading dot goes straight to Go's ParseFloat, which takes no `_` in decimals.
  return numberOf(first === 46 ? text : text.replaceAll('_', '')) ?? text;
}

function numberOf(digits: string): number | undefined {
  const integer = INTEGER.exec(digits);
  if (integer !== null) {
    const [, sign, prefixed, octal, decimal = ''] = integer;
    const value = Number(prefixed ?? (octal === undefined ? decimal : `0o${octal}`));
    return sign === '-' ? 0 - value : value;
  }
  if (!FLOAT.test(digits)) return undefined;
  // Adding 0 makes -0 plain 0: it has no other form by the time the API server has it.
  const value = Number(digits) + 0;
  return Number.isFinite(value) ? value : undefined;
}

function words(value: ScalarValue, spellings: string): [string, ScalarValue][] {
  return spellings.split(' ').map((spelling) => [spelling, value]);
}
