import type { Random } from './random.ts';

/** Values that programs stumble over, as YAML and JSON write them. */
const SCALARS: readonly string[] = [
  ...['~', 'null', '""', "''", '[]', '{}', 'true', 'no', '-1', '0', '1e9', '99999999999999999999', '.inf', '0x1F'],
  ...['1.5', '65536', '-0', '2001-01-01', '*a', '&a x', '!!binary aGk=', '"\\u0000"', '"\\ud800"', '"\\n::error::x"'],
  ...[
    '{{ .Values.x }}',
    '$(VAR)',
    '../../etc/passwd',
    '::1',
    '0.0.0.0/0',
    '256.1.1.1',
    'a'.repeat(300),
    '日本',
    '\u202e',
  ],
];

/** Characters that mean something to one reader or another. */
const MARKS: readonly string[] = [...':-#|>{}[],&*!%@`"\'?\\\t\r\n\u0000\ufeff', '---\n', '\n...\n', '<<: ', '\r\n'];

type Edit = (random: Random, text: string, other: string) => string;

const EDITS: readonly Edit[] = [
  (random, text) => ofLines(random, text, (lines, at) => lines.toSpliced(at, 1)),
  (random, text) => ofLines(random, text, (lines, at) => lines.toSpliced(at, 0, lines[at] ?? '')),
  (random, text) => ofLines(random, text, (lines, at) => lines.toSpliced(at, 1, `  ${lines[at]}`)),
  (random, text) =>
    ofLines(random, text, (lines, at) => lines.toSpliced(at, 1, (lines[at] ?? '').replace(/^ {1,2}/, ''))),
  (random, text, other) => ofLines(random, text, (lines, at) => lines.toSpliced(at, 0, random.pick(other.split('\n')))),
  (random, text) => ofLines(random, text, (lines, at) => [...lines.slice(at), ...lines.slice(0, at)]),
  (random, text) => ofWords(random, text, () => random.pick(SCALARS)),
  (random, text) => ofWords(random, text, () => random.pick(SCALARS)),
  (random, text) => ofWords(random, text, (word) => word.repeat(1 + random.below(40))),
  (random, text) => ofWords(random, text, (word) => word.slice(0, random.below(word.length + 1))),
  (random, text, other) => ofWords(random, text, () => random.pick(other.split(/\s+/))),
  (random, text) => inserted(random, text, random.pick(MARKS)),
  (random, text) => inserted(random, text, random.pick(SCALARS)),
  (random, text) => text.slice(0, random.below(text.length + 1)),
  (random, text) => inserted(random, text, String.fromCharCode(random.below(0x3000))),
  (_, text) => text.replaceAll('\n', '\r\n'),
];

/** A text of one to six edits; `others` lend lines and words. */
export function mutated(random: Random, text: string, others: readonly string[]): string {
  let result = text;
  for (let edits = 1 + random.below(6); edits > 0; edits--)
    result = random.pick(EDITS)(random, result, random.pick(others));
  return result;
}

function ofLines(
  random: Random,
  text: string,
  change: (lines: readonly string[], at: number) => readonly string[],
): string {
  const lines = text.split('\n');
  return change(lines, random.below(lines.length)).join('\n');
}

/** Changes one word; a word ends at blanks and at what separates values. */
function ofWords(random: Random, text: string, change: (word: string) => string): string {
  const words = [...text.matchAll(/[^\s,:{}[\]"']+/g)];
  if (words.length === 0) return text;
  const { 0: word, index } = random.pick(words);
  return text.slice(0, index) + change(word) + text.slice(index + word.length);
}

function inserted(random: Random, text: string, what: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + what + text.slice(at);
}
