import { CST, Lexer } from 'yaml';

/**
 * Writes the first flow collection that the YAML parser gives up for its indentation on one line, in place: every other
 * character keeps its offset. Between brackets kubectl looks at no indentation, and takes tabs (goyaml.v2 scannerc.go,
 * yaml_parser_unroll_indent and yaml_parser_scan_to_next_token). `undefined` where there is none, or it never closes.
 */
export function joinFlowLines(text: string): string | undefined {
  const start = brokenFlow(text);
  return start === undefined ? undefined : onOneLine(text, start);
}

/** Where the outermost brackets open of which the lexer says that they end too early. */
function brokenFlow(text: string): number | undefined {
  let offset = 0;
  let depth = 0;
  let start = 0;
  let isContent = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type: string | null = isContent ? 'content' : CST.tokenType(lexeme);
    isContent = type === 'scalar';
    if (type === 'flow-error-end') return depth > 0 ? start : undefined;
    if (type === 'flow-seq-start' || type === 'flow-map-start') {
      if (depth === 0) start = offset;
      depth++;
    }
    if (type === 'flow-seq-end' || type === 'flow-map-end') depth--;
    // The lexer marks what it means by characters that are not in the text.
    if (type !== 'scalar' && type !== 'doc-mode') offset += lexeme.length;
  }
  return undefined;
}

/** Brackets, what may hold brackets that are none, and line breaks; a plain text that goes on in the next line keeps its own. */
const PARTS =
  /(?<=[[{,:\s])(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*')|(?<=\s)#[^\n]*\n?|[[\]{}]|(?<![^\s[{,:\]}"'][ \t]*)\n|\n(?=\s*[\]},:#])/g;

/** The text with blanks for comments and line breaks, from a bracket on to the one that closes it. */
function onOneLine(text: string, start: number): string | undefined {
  let joined = text.slice(0, start);
  let from = start;
  let depth = 0;
  for (const { 0: part, index } of text.slice(start).matchAll(PARTS)) {
    const at = start + index;
    if (part === '[' || part === '{') depth++;
    if (part === ']' || part === '}') depth--;
    if (part.startsWith('#') || part === '\n') {
      joined += text.slice(from, at) + ' '.repeat(part.length);
      from = at + part.length;
    }
    if (depth === 0) return from === start ? undefined : joined + text.slice(from);
  }
  return undefined;
}
