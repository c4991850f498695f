import { parseWhere, type Where } from '../settings/index.ts';
import type { Annotations, Comparison, PageProblem } from './page.ts';

/** One thing that a `curlew:` comment, or a fence, says. */
export type Said =
  | { readonly word: 'skip'; readonly reason: string }
  | { readonly word: 'skip-start'; readonly reason: string }
  | { readonly word: 'skip-end' | 'fails' | 'apply' | 'no-apply' | 'output' | 'reset' }
  | { readonly word: 'where'; readonly where: Where }
  | { readonly word: 'host'; readonly where: Where }
  | { readonly word: 'file'; readonly value: string }
  | { readonly word: 'cluster'; readonly value: string }
  | { readonly word: 'env'; readonly name: string; readonly value: string }
  | { readonly word: 'compare'; readonly how: Comparison };

/** Where a text of annotations starts. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface SaidTexts {
  readonly said: readonly Said[];
  readonly problems: readonly PageProblem[];
}

const FLAGS = ['skip-end', 'fails', 'apply', 'no-apply', 'output', 'reset'] as const;
const COMPARISONS = ['exact', 'contains', 'lines', 'none'] as const;

/**
 * The words of one annotation, which semicolons part: `where pod shop/client; fails`. A word that nobody knows is an
 * error at its place: what it asks for would silently not happen.
 */
export function parseAnnotations(text: string, at: TextPlace): SaidTexts {
  const said: Said[] = [];
  const problems: PageProblem[] = [];
  let start = 0;
  for (const part of partsOf(text)) {
    const trimmed = part.trim();
    const column = at.column + start + (part.length - part.trimStart().length);
    start += part.length + 1;
    if (trimmed === '') continue;
    const one = parseOne(trimmed);
    if (typeof one === 'string') problems.push({ line: at.line, column, severity: 'error', message: one, hint: HINT });
    else said.push(one);
  }
  if (said.length + problems.length === 0)
    problems.push({ ...at, severity: 'error', message: 'curlew: says nothing', hint: HINT });
  return { said, problems };
}

const HINT =
  'known are skip, skip-start, skip-end, fails, where, file, apply, no-apply, env, compare, output and reset, and at the top cluster and host';

/** A value in quotes may hold a semicolon. */
function partsOf(text: string): readonly string[] {
  return text.match(/(?:"[^"]*"|[^;"]|")+/g) ?? [];
}

function parseOne(text: string): Said | string {
  const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const flag = FLAGS.find((each) => each === word);
  if (flag !== undefined) return rest === '' ? { word: flag } : `curlew: "${flag}" takes nothing, and has "${rest}"`;
  if (word === 'skip' || word === 'skip-start')
    return { word, reason: rest === '' ? 'the page says so' : unquoted(rest) };
  if (word === 'where' || word === 'host') {
    const where = parseWhere(unquoted(rest));
    if (where !== undefined) return { word, where };
    return `curlew: ${word} "${rest}" names no place: host, node NAME, pod NAMESPACE/NAME, or outside`;
  }
  if (word === 'file' || word === 'cluster')
    return rest === '' ? `curlew: "${word}" needs a name` : { word, value: unquoted(rest) };
  if (word === 'env') {
    const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(rest) ?? [];
    if (name === undefined || value === undefined) return `curlew: env "${rest}" is not NAME=VALUE`;
    return { word, name, value: unquoted(value) };
  }
  if (word === 'compare') {
    const how = COMPARISONS.find((each) => each === rest);
    return how === undefined ? `curlew: compare "${rest}" is none of ${COMPARISONS.join(', ')}` : { word, how };
  }
  return `curlew: the word "${word}" is not known`;
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}

/** What is said of one block. The last word counts where two say the same thing. */
export function annotationsOf(said: readonly Said[]): Annotations {
  const found: { -readonly [key in keyof Annotations]: Annotations[key] } = { env: [] };
  for (const each of said) {
    if (each.word === 'skip') found.skip = each.reason;
    else if (each.word === 'where') found.where = each.where;
    else if (each.word === 'file') found.file = each.value;
    else if (each.word === 'compare') found.compare = each.how;
    else if (each.word === 'env') found.env = [...found.env, { name: each.name, value: each.value }];
    else if (each.word === 'no-apply') found.noApply = true;
    else if (each.word === 'fails' || each.word === 'apply' || each.word === 'output' || each.word === 'reset')
      found[each.word] = true;
  }
  return found;
}
