import { fits, type ParameterPatterns } from './sentence-pattern.ts';

/** A sentence nearer to an expression than this is worth showing; a share of the expression's own words. */
const FARTHEST = 0.5;
const MOST = 3;
/** A parameter that does not fit what stands in its place costs as much as half a word. */
const MISFIT = 0.5;

/**
 * The expressions that `text` was probably meant to match, nearest first. Compares word by word: a parameter stands for
 * one word or more, which had better fit it; a misspelt word costs less than a different one.
 */
export function nearestSentences(
  text: string,
  expressions: readonly string[],
  parameters: ParameterPatterns = new Map(),
): readonly string[] {
  const words = text.split(/\s+/);
  return [...new Set(expressions)]
    .map((expression) => ({ expression, distance: distance(words, partsOf(expression), parameters) }))
    .filter((candidate) => candidate.distance < FARTHEST)
    .sort((a, b) => a.distance - b.distance || (a.expression < b.expression ? -1 : 1))
    .slice(0, MOST)
    .map((candidate) => candidate.expression);
}

/** A word of an expression, in each form that it may have, or a parameter. */
type Part = { readonly parameter: string } | { readonly forms: readonly string[] };

/** Each word with its alternatives: `the/a`, and `pod(s)` with and without its optional ending. */
function partsOf(expression: string): readonly Part[] {
  return expression.split(/\s+/).map((word) => {
    const parameter = /\{([^}]*)\}/.exec(word)?.[1];
    if (parameter !== undefined) return { parameter };
    const forms = word.split('/').flatMap((each) => [each.replace(/\([^)]*\)/g, ''), each.replace(/[()]/g, '')]);
    return { forms };
  });
}

/** Edit distance over words, for each word of the expression that is not a parameter. */
function distance(words: readonly string[], parts: readonly Part[], parameters: ParameterPatterns): number {
  let row = words.reduce<number[]>((costs) => [...costs, (costs.at(-1) ?? 0) + 1], [0]);
  for (const part of parts)
    row =
      'parameter' in part ? pastParameter(row, words, part.parameter, parameters) : pastWord(row, words, part.forms);
  const literals = parts.filter((part) => 'forms' in part).length;
  return (row.at(-1) ?? 0) / Math.max(1, literals);
}

/** The costs of the words so far once a word of the expression stands behind them. */
function pastWord(row: readonly number[], words: readonly string[], forms: readonly string[]): number[] {
  const next = [(row[0] ?? 0) + 1];
  for (const [index, word] of words.entries()) {
    const match = (row[index] ?? 0) + Math.min(...forms.map((each) => wordCost(word, each)));
    next.push(Math.min(match, (next[index] ?? 0) + 1, (row[index + 1] ?? 0) + 1));
  }
  return next;
}

/** The same for a parameter, which takes one word or more. */
function pastParameter(
  row: readonly number[],
  words: readonly string[],
  parameter: string,
  parameters: ParameterPatterns,
): number[] {
  const next = row.map((cost) => cost + 1);
  for (let end = 1; end <= words.length; end++) {
    for (let start = 0; start < end; start++) {
      const misfit = fits(parameters, parameter, words.slice(start, end).join(' ')) ? 0 : MISFIT;
      next[end] = Math.min(next[end] ?? 0, (row[start] ?? 0) + misfit);
    }
  }
  return next;
}

/** 0 for the same word, 1 for a different one, in between for a word that differs by a few letters. */
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
