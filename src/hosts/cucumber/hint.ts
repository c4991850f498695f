import { nearestSentences } from './nearest-sentences.ts';
import { type ParameterPatterns, SentencePattern } from './sentence-pattern.ts';

/** A way to write a sentence that is none, and the sentence that is meant: see `RunOptions.slips`. */
export interface Slip {
  readonly wrote: string;
  readonly meant: string;
}

/** The sentences that there are, what their parameters stand for, and what people write in their place. */
export interface Sentences {
  readonly expressions: readonly string[];
  readonly parameters: ParameterPatterns;
  readonly slips: readonly Slip[];
}

/** What to say of a sentence that matches none. */
export interface Hint {
  /** What of it is wrong, where all its words are those of a sentence: `"pod db:80" is no {target}`. */
  readonly wrong?: string;
  /** The sentences that are probably meant, written out where they can be. */
  readonly meant: readonly string[];
}

/**
 * What was probably meant by a sentence that matches none: one with a slip put right, if that matches; else those whose
 * words it has, and of whose parameters one does not fit; else those whose words are nearest.
 */
export function hintFor(text: string, { expressions, parameters, slips }: Sentences): Hint {
  const patterns = [...new Set(expressions)].map((expression) => new SentencePattern(expression, parameters));
  const misfits = patterns.flatMap((pattern) => {
    const odd = pattern.fill(text)?.find((each) => !each.fits);
    return odd === undefined ? [] : [{ pattern, odd }];
  });
  // Of several the one with the most words of its own says best what is wrong.
  const [nearest] = misfits.toSorted((a, b) => wordsOf(b.pattern.expression) - wordsOf(a.pattern.expression));
  const righted = rightedBy(slips, text, patterns);
  const sameWords = nearest === undefined ? [] : [nearest.pattern.expression];
  const near = sameWords.length > 0 ? sameWords : nearestSentences(text, expressions, parameters);
  return {
    ...(nearest === undefined ? {} : { wrong: `"${nearest.odd.text}" is no {${nearest.odd.parameter}}` }),
    meant: righted.length > 0 ? righted : near,
  };
}

/** The sentence with a slip put right, or two of them, where that matches. */
function rightedBy(slips: readonly Slip[], text: string, patterns: readonly SentencePattern[]): readonly string[] {
  const isSentence = (written: string) =>
    patterns.some((pattern) => pattern.expression === written || pattern.matches(written));
  const once = rewritings(slips, text);
  const found = once.filter(isSentence);
  const all = found.length > 0 ? found : once.flatMap((each) => rewritings(slips, each)).filter(isSentence);
  return [...new Set(all)];
}

function rewritings(slips: readonly Slip[], text: string): readonly string[] {
  return slips.flatMap(({ wrote, meant }) => {
    const written = text.replace(new RegExp(wrote), meant);
    return written === text ? [] : [written];
  });
}

function wordsOf(expression: string): number {
  return expression.replace(/\{[^}]*\}/g, '').split(/\s+/).length;
}
