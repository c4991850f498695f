import { CST, Lexer } from 'yaml';

/**
 * A text for the YAML lexer, in which each quoted text that the lexer gives up for its indentation stands on one line; every
 * character keeps its offset. kubectl asks no indentation of the lines of a quoted text (goyaml.v2 scannerc.go,
 * yaml_parser_scan_flow_scalar). `undefined` where there is none.
 */
export function joinQuotedLines(text: string): string | undefined {
  let done = '';
  let rest = text;
  for (let found = brokenQuote(rest); found !== undefined; found = brokenQuote(rest)) {
    const { start, end } = found;
    // A new lexer starts on a new line, as if the block around it began there.
    const line = rest.lastIndexOf('\n', start) + 1;
    done += rest.slice(0, line);
    rest = rest.slice(line, start) + rest.slice(start, end).replaceAll(/[\r\n]/g, ' ') + rest.slice(end);
  }
  const joined = done + rest;
  return joined === text ? undefined : joined;
}

/** The first quoted text that ends for the lexer before its closing quote. */
function brokenQuote(text: string): { readonly start: number; readonly end: number } | undefined {
  let offset = 0;
  let isContent = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type: string | null = isContent ? 'content' : CST.tokenType(lexeme);
    isContent = type === 'scalar';
    if (type === 'single-quoted-scalar' || type === 'double-quoted-scalar') {
      const end = quoteEnd(text, offset);
      if (end !== undefined && end > offset + lexeme.length) return { start: offset, end };
    }
    // The lexer marks what it means by characters that are not in the text.
    if (type !== 'scalar' && type !== 'doc-mode' && type !== 'flow-error-end') offset += lexeme.length;
  }
  return undefined;
}

/** Where a quoted text ends; a pattern for the whole of it would run out of stack where it is long. */
export function quoteEnd(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] !== quote) continue;
    else if (quote === "'" && text[at + 1] === quote) at++;
    else return at + 1;
  }
  return undefined;
}
