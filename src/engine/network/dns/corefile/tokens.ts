import type { ConfigText, Place } from './config-text.ts';

/** A word of a Corefile. A directive, and what is imported, begins at the first word of a line. */
export interface Token {
  readonly text: string;
  readonly startsLine: boolean;
  readonly place: Place;
}

const WORD = /"((?:\\.|[^"\\])*)("?)|#[^\n]*|[^\s#"][^\s#]*/gs;

/**
 * Splits a Corefile into words: separated by space, in double quotes where they hold some; `#` begins a comment, inside
 * a word too (caddyfile/lexer.go). A quoted word keeps every backslash that does not stand before a quote.
 */
export function tokenize(source: ConfigText): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  let counted = 0;
  let lastLine = 0;
  for (const match of source.text.matchAll(WORD)) {
    for (; counted < match.index; counted++) {
      if (source.text[counted] !== '\n') continue;
      line++;
      lineStart = counted + 1;
    }
    if (match[0].startsWith('#')) continue;
    const text = match[1] === undefined ? match[0] : match[1].replaceAll('\\"', '"');
    tokens.push({ text, startsLine: line > lastLine, place: { source, line, column: counted - lineStart + 1 } });
    lastLine = line + match[0].split('\n').length - 1;
  }
  return tokens;
}
