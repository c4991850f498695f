/** A sentence nearer to an expression than this is worth showing; a share of the expression's own words. */
const FARTHEST = 0.5;
const MOST = 3;
/** Begins a parameter, which stands for any words. */
const PARAMETER = '{';

/**
 * The expressions that `text` was probably meant to match, nearest first. Compares word by word: a parameter stands for
 * one word or more, a misspelt word costs less than a different one.
 */
export function nearestSentences(text: string, expressions: readonly string[]): readonly string[] {
  const words = text.split(/\s+/);
  return [...new Set(expressions)]
    .map((expression) => ({ expression, distance: distance(words, wordsOf(expression)) }))
    .filter((candidate) => candidate.distance < FARTHEST)
    .sort((a, b) => a.distance - b.distance || (a.expression < b.expression ? -1 : 1))
    .slice(0, MOST)
    .map((candidate) => candidate.expression);
}

/** Each word with its alternatives: `the/a`, and `pod(s)` with and without its optional ending. */
function wordsOf(expression: string): readonly (readonly string[])[] {
  return expression
    .replace(/\{[^}]*\}/g, PARAMETER)
    .split(/\s+/)
    .map((word) => word.split('/').flatMap((each) => [each.replace(/\([^)]*\)/g, ''), each.replace(/[()]/g, '')]));
}

/** Edit distance over words, for each word of the pattern that is not a parameter. */
function distance(words: readonly string[], pattern: readonly (readonly string[])[]): number {
  let row = words.reduce<number[]>((costs) => [...costs, (costs.at(-1) ?? 0) + 1], [0]);
  for (const alternatives of pattern) {
    const isParameter = alternatives.some(includesParameter);
    const next = [(row[0] ?? 0) + 1];
    for (const [index, word] of words.entries()) {
      const match =
        (row[index] ?? 0) + (isParameter ? 0 : Math.min(...alternatives.map((each) => wordCost(word, each))));
      const extra = (next[index] ?? 0) + (isParameter ? 0 : 1);
      next.push(Math.min(match, extra, (row[index + 1] ?? 0) + 1));
    }
    row = next;
  }
  const literals = pattern.filter((alternatives) => !alternatives.some(includesParameter)).length;
  return (row.at(-1) ?? 0) / Math.max(1, literals);
}

function includesParameter(word: string): boolean {
  return word.includes(PARAMETER);
}

/** 0 for the same word, 1 for a different one, in between for a slip of the fingers. */
function wordCost(a: string, b: string): number {
  if (a === b) return 0;
  const long = Math.max(a.length, b.length);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const same = letter === b[j] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + same, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  const share = (row[b.length] ?? long) / long;
  return share <= 0.5 ? share : 1;
}
