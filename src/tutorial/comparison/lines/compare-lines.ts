import { type Difference, type Findings, lastLine, type Texts } from '../difference.ts';
import { matchText, type Scope } from '../match-text.ts';
import { isElision } from '../noise.ts';

/** How lines are held against each other. */
export interface LineRule {
  /** Whether the page may leave lines out; `...` of the page allows that anyway. */
  readonly isPart?: boolean;
  /** Whether the lines may stand in any order. */
  readonly isSet?: boolean;
  /** Whether a line of the page may be a piece of a line of the cluster. */
  readonly isPiece?: boolean;
  /** Lines that the page may leave out even where it is whole. */
  readonly mayLack?: (line: string) => boolean;
}

/** Line by line, each by its words; the page's lines come in their order, and none is left over. */
export function compareLines(texts: Texts, rule: LineRule = {}): Findings {
  const { printed, actual, known } = texts;
  let bindings = texts.bindings;
  const isPart = rule.isPart === true || printed.some(({ text }) => isElision(text) || / \.{3}$/.test(text));
  const lines = printed.filter(({ text }) => !isElision(text));
  const used = new Set<number>();
  const differences: Difference[] = [];
  let from = 0;
  for (const { line, text } of lines) {
    let why: string | undefined;
    const starts = rule.isSet === true ? 0 : from;
    const to =
      isPart || rule.isSet === true
        ? actual.length
        : Math.min(starts + 1 + skippable(actual, starts, rule), actual.length);
    let at = -1;
    for (let index = starts; index < to && at < 0; index += 1) {
      if (used.has(index)) continue;
      const match = matchLine(text, actual[index] ?? '', { bindings, known, line }, rule);
      if (match.why === undefined) {
        at = index;
        bindings = match.bindings;
      } else if (match.why !== '') why ??= match.why;
    }
    if (at >= 0) {
      used.add(at);
      from = at + 1;
      continue;
    }
    const next = isPart || rule.isSet === true ? undefined : actual[starts];
    if (next !== undefined) {
      used.add(starts);
      from = starts + 1;
    }
    differences.push({ line, expected: text.trim(), actual: next?.trim() ?? '', why: why ?? plainWhy(next) });
  }
  if (!isPart) differences.push(...extraLines(texts, used, rule));
  return { bindings, differences };
}

function plainWhy(next: string | undefined): string {
  return next === undefined ? 'it is not printed' : 'something else is printed';
}

/** How many lines from here on the page may lack. */
function skippable(actual: readonly string[], from: number, { mayLack }: LineRule): number {
  let count = 0;
  while (mayLack !== undefined && from + count < actual.length && mayLack(actual[from + count] ?? '')) count += 1;
  return count;
}

function extraLines(
  { printed, actual }: Texts,
  used: ReadonlySet<number>,
  { mayLack }: LineRule,
): readonly Difference[] {
  const extra = actual.filter((text, index) => !used.has(index) && mayLack?.(text) !== true);
  return extra.map((text) => ({
    line: lastLine(printed),
    expected: '',
    actual: text.trim(),
    why: 'the page does not show that line',
  }));
}

function matchLine(page: string, actual: string, scope: Scope, { isPiece }: LineRule) {
  const match = matchText(page, actual, scope);
  if (match.why === undefined || isPiece !== true) return match;
  return isPieceOf(page.trim(), actual) ? { bindings: scope.bindings } : match;
}

/** Whether whole words of a line are that piece; a number or a short word is none. */
function isPieceOf(piece: string, line: string): boolean {
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim();
  const [part, whole] = [flat(piece), flat(line)];
  if (part.length < 4 || /^[\d.:/]+$/.test(part)) return false;
  const at = whole.indexOf(part);
  if (at < 0) return false;
  const isWord = (letter: string | undefined) => letter !== undefined && /[\w-]/.test(letter);
  const [first, last] = [part[0], part.at(-1)];
  return !(isWord(whole[at - 1]) && isWord(first)) && !(isWord(whole[at + part.length]) && isWord(last));
}
