import { CST, Lexer } from 'yaml';
import { quoteEnd } from './quoted-lines.ts';

/**
 * Writes each flow collection that the YAML parser gives up for its indentation on one line, in place: every other
 * character keeps its offset. Between brackets kubectl looks at no indentation, and takes tabs (goyaml.v2 scannerc.go,
 * yaml_parser_unroll_indent and yaml_parser_scan_to_next_token). Stops at one that never closes; `undefined` where
 * there is none to write.
 */
export function joinFlowLines(text: string): string | undefined {
  let joined = '';
  let from = 0;
  for (let found = nextBroken(text, from); found !== undefined; found = nextBroken(text, from)) {
    // A new lexer starts on a new line, as if the block around it began there.
    const newLine = text.indexOf('\n', found.end);
    const end = newLine < 0 ? text.length : newLine;
    joined += text.slice(from, found.start) + found.joined + text.slice(found.end, end);
    from = end;
  }
  return from === 0 ? undefined : joined + text.slice(from);
}

interface Joined {
  readonly start: number;
  readonly end: number;
  readonly joined: string;
}

function nextBroken(text: string, from: number): Joined | undefined {
  const start = brokenFlow(text.slice(from));
  return start === undefined ? undefined : onOneLine(text, from + start);
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

/**
 * Brackets, what may hold brackets that are none, and line breaks; a plain text that goes on in the next line keeps its
 * own. What stands before a line break is looked at last: it may be long.
 */
const PARTS = /(?<=[[{,:\s])["']|(?<=\s)#[^\n]*\n?|[[\]{}]|\r?\n(?:(?<![^\s[{,:\]}"'][ \t]*\r?\n)|(?=\s*[\]},:#]))/g;

/** A collection with blanks for comments and line breaks, from its bracket on to the one that closes it. */
function onOneLine(text: string, start: number): Joined | undefined {
  let joined = '';
  let from = start;
  let depth = 0;
  const parts = new RegExp(PARTS);
  parts.lastIndex = start;
  for (let found = parts.exec(text); found !== null; found = parts.exec(text)) {
    const { 0: part, index: at } = found;
    if (part === '"' || part === "'") parts.lastIndex = quoteEnd(text, at) ?? parts.lastIndex;
    if (part === '[' || part === '{') depth++;
    if (part === ']' || part === '}') depth--;
    if (part.startsWith('#') || part.endsWith('\n')) {
      joined += text.slice(from, at) + ' '.repeat(part.length);
      from = at + part.length;
    }
    if (depth === 0) return { start, end: at + 1, joined: joined + text.slice(from, at + 1) };
  }
  return undefined;
}
