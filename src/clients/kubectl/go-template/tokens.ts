import { GoTemplateFault } from './fault.ts';

/** A token of an action; `start` and `end` are its places. */
export interface Token {
  readonly kind: 'value' | 'variable' | 'fields' | 'word' | 'mark';
  readonly text: string;
  readonly value?: unknown;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /\s*(?:(?<quoted>"(?:[^"\\\n]|\\.)*")|(?<raw>`[^`]*`)|(?<char>'(?:[^'\\]|\\.)')|(?<number>[+-]?\d+(?:\.\d+)?)|(?<variable>\$\w*)|(?<fields>(?:\.\w+)+|\.)|(?<word>[A-Za-z_]\w*)|(?<mark>:=|[=|(),]))/y;

/** The tokens of an action. */
export function tokensOf(text: string, line: number): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match?.groups === undefined) {
      const rest = text.slice(at).trimStart();
      throw new GoTemplateFault(`unexpected "${rest[0] ?? ''}" in operand`, line);
    }
    const written = match[0].trimStart();
    const end = at + match[0].length;
    tokens.push({ ...tokenOf(match.groups, line), start: end - written.length, end });
  }
  return tokens;
}

const CONSTANTS: Readonly<Record<string, unknown>> = { true: true, false: false, nil: null };

function tokenOf(
  groups: Readonly<Record<string, string | undefined>>,
  line: number,
): Pick<Token, 'kind' | 'text' | 'value'> {
  const { quoted, raw, char, number, variable, fields, word, mark } = groups;
  if (quoted !== undefined) return { kind: 'value', text: quoted, value: unquoted(quoted, line) };
  if (raw !== undefined) return { kind: 'value', text: raw, value: raw.slice(1, -1) };
  if (char !== undefined) return { kind: 'value', text: char, value: char.charCodeAt(1) };
  if (number !== undefined) return { kind: 'value', text: number, value: Number(number) };
  if (variable !== undefined) return { kind: 'variable', text: variable };
  if (fields !== undefined) return { kind: 'fields', text: fields };
  if (word !== undefined && Object.hasOwn(CONSTANTS, word))
    return { kind: 'value', text: word, value: CONSTANTS[word] };
  if (word !== undefined) return { kind: 'word', text: word };
  return { kind: 'mark', text: mark ?? '' };
}

function unquoted(quoted: string, line: number): string {
  try {
    return JSON.parse(quoted.replaceAll('\t', '\\t')) as string;
  } catch {
    throw new GoTemplateFault(`strconv.Unquote: invalid syntax in ${quoted}`, line);
  }
}
