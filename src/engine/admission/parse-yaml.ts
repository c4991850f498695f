import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import { joinFlowLines } from './join-flow-lines.ts';
import { MAX_DEPTH } from './nesting-depth.ts';
import { joinQuotedLines } from './quoted-lines.ts';
import type { TextProblem } from './split-documents.ts';
import { syntaxProblem, templateHint, tooDeep } from './syntax-problem.ts';

interface ParsedYaml {
  readonly document: Document | undefined;
  readonly problems: readonly TextProblem[];
}

/** One mistake can make the parser report a million errors. */
const MOST_ERRORS = 1000;

/** Reads one YAML document into nodes that know their offsets; scalars stay text (`failsafe`), resolved later. */
export function parseYaml(text: string): ParsedYaml {
  const parsed = parseStrictly(text);
  if (parsed.problems.length === 0) return parsed;
  const quoted = joinQuotedLines(text);
  const repaired = quoted === undefined ? parsed : parseStrictly(text, quoted);
  const joined = repaired.problems.length === 0 ? undefined : joinFlowLines(text);
  return joined === undefined ? repaired : parseStrictly(joined, joinQuotedLines(joined));
}

/** `lexed` is what the lexer sees in the place of the text: the same characters, but for line breaks. */
function parseStrictly(text: string, lexed: string = text): ParsedYaml {
  const tokens = tokensOf(text, lexed);
  if ('tooDeepFrom' in tokens) return { document: undefined, problems: [tooDeep(tokens.tooDeepFrom, MAX_DEPTH)] };
  const composer = new Composer({ schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false });
  const [document] = [...composer.compose(tokens, true, text.length)];
  const problems = document?.errors.slice(0, MOST_ERRORS).map((error) => syntaxProblem(error, text)) ?? [];
  // A template breaks the syntax in many places; where it is first seen says enough.
  const template = problems.find(({ hint }) => hint === templateHint);
  return { document, problems: template === undefined ? problems : [template] };
}

/** Stops at what nests too deep, before it fills the memory. */
function tokensOf(text: string, lexed: string): readonly CST.Token[] | { readonly tooDeepFrom: number } {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let errors = 0;
  for (const lexeme of lexemesOf(text, lexed)) {
    // Each error costs a stack trace in what reads the tokens, and no report lists more than that.
    for (const token of parser.next(lexeme)) if (token.type !== 'error' || ++errors <= MOST_ERRORS) tokens.push(token);
    const [outermost] = parser.stack;
    // The outermost is the document.
    if (outermost !== undefined && parser.stack.length > MAX_DEPTH + 1) return { tooDeepFrom: offsetOf(outermost) };
  }
  return [...tokens, ...parser.end()];
}

function* lexemesOf(text: string, lexed: string): Generator<string> {
  let offset = 0;
  for (const lexeme of new Lexer().lex(lexed)) {
    // The lexer marks what it means by characters that are not in the text.
    const isWritten = text !== lexed && lexed.startsWith(lexeme, offset);
    yield isWritten ? text.slice(offset, offset + lexeme.length) : lexeme;
    if (isWritten) offset += lexeme.length;
  }
}

function offsetOf(token: CST.Token): number {
  return 'offset' in token ? token.offset : 0;
}
