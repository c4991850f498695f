import { InvalidArgumentError } from 'commander';

/** Gathers the values of a flag that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Reads a number without a sign or a fraction; commander prints why another text is none. */
export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it takes a whole number');
}

/** Reads `80` or `80%`. */
export function percentage(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (text !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('it takes a percentage, such as 80');
}

/** Reads the JSON of an object. */
export function jsonValue(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new InvalidArgumentError(`it takes JSON: ${(cause as Error).message}`);
  }
}
