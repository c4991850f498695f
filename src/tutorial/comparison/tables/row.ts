import { splitName } from '../kind-words.ts';

/** A row of a printed table. */
export interface Row {
  /** Of the page, the line in the file; of the cluster, its number. */
  readonly line: number;
  readonly text: string;
  readonly values: readonly string[];
  /** The columns by their heading; absent in a table without one. */
  readonly cells?: ReadonlyMap<string, string>;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Two words of a heading, which one space separates as it does columns of a retyped table. */
const TWO_WORDS =
  /\b(NOMINATED NODE|READINESS GATES|LAST SEEN|FIRST SEEN|LAST SCHEDULE|EXTERNAL IP|CLUSTER IP|CREATED AT)\b/g;

/** The headings of a line that is nothing but headings. */
export function headingsOf(line: string): readonly string[] | undefined {
  const headings = splitValues(line.replace(TWO_WORDS, (words) => words.replace(' ', '\u00a0')));
  if (headings.length === 0) return undefined;
  const isHeading = (text: string) => /^[A-Z][A-Z0-9\u00a0 ()/_%.-]*$/.test(text) || isGap(text);
  if (!headings.every(isHeading) || headings.every(isGap)) return undefined;
  if (headings.length === 1 && headings[0] !== 'NAME') return undefined;
  return headings.map((text) => text.replace('\u00a0', ' ').replaceAll('_', '-'));
}

function isGap(text: string): boolean {
  return /^(?:\.{2,}|…)$/.test(text);
}

/** The values of a row: two spaces or a tab separate them, or one where no two stand together. */
function splitValues(line: string): readonly string[] {
  const text = line.trim();
  if (text === '') return [];
  const wide = text.split(/\s{2,}|\t/);
  if (wide.length > 1) return wide.flatMap((value) => joinedValues(value));
  return text.split(/\s+/);
}

/** Two values that a long one leaves a single space between: `web-5d4f8b-x2v4f 1/1`. */
function joinedValues(value: string): readonly string[] {
  const joined = /^(\S+) (\d+\/\d+|Running|<none>)$/.exec(value);
  return joined === null ? [value] : [joined[1] ?? '', joined[2] ?? ''];
}

/** Reads a row under the headings above it; `starts` are the columns where these begin. */
export function readRow(line: number, text: string, heading: Heading | undefined, isAll: boolean): Row {
  const values = splitValues(text);
  const cells = heading === undefined ? undefined : cellsOf(text, values, heading);
  const first = cells?.get('NAME') ?? values[isAll && cells === undefined && values.length > 2 ? 1 : 0] ?? '';
  const namespace = cells === undefined ? (isAll && values.length > 2 ? values[0] : undefined) : cells.get('NAMESPACE');
  return {
    line,
    text: text.trim(),
    values,
    ...(cells === undefined ? {} : { cells }),
    ...splitName(first),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** The headings, and where on the line they begin. */
export interface Heading {
  readonly names: readonly string[];
  readonly starts: readonly number[];
}

/** Reads a line of headings. */
export function readHeading(line: string): Heading | undefined {
  const names = headingsOf(line);
  if (names === undefined) return undefined;
  let from = 0;
  const starts = names.map((name) => {
    const start = Math.max(line.replaceAll('_', '-').indexOf(name, from), from);
    from = start + name.length;
    return start;
  });
  return { names, starts };
}

function cellsOf(text: string, values: readonly string[], { names, starts }: Heading): ReadonlyMap<string, string> {
  if (values.length === names.length) return new Map(names.map((name, index) => [name, values[index] ?? '']));
  const bySpace = text.trim().split(/\s+/);
  if (bySpace.length === names.length) return new Map(names.map((name, index) => [name, bySpace[index] ?? '']));
  const byPlace = names.map((name, index) => [name, sliceAt(text, starts, index)] as const);
  const clean = byPlace.every(([, value]) => !/\s{2,}/.test(value));
  if (clean) return new Map(byPlace);
  return new Map(
    names.flatMap((name, index) => (values[index] === undefined ? [] : [[name, values[index] ?? ''] as const])),
  );
}

/** The text under a heading, to where the next one begins. */
function sliceAt(text: string, starts: readonly number[], index: number): string {
  return text.slice(starts[index] ?? 0, starts[index + 1] ?? text.length).trim();
}
