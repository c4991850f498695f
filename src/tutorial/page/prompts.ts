import { isSurelyCommand } from './command-line.ts';
import type { Prompt } from './page.ts';

/** A line of a terminal: its prompt and what was typed after it; nothing typed where the prompt only came back. */
export interface PromptedLine {
  readonly prompt: Prompt;
  readonly typed: string;
}

/** Which signs of a block are prompts, where they may be something else: a comment, a continued line. */
export interface PromptStyle {
  readonly hash: boolean;
  readonly angle: boolean;
}

const MACHINE =
  /^(?:\([\w.-]+\) )?([A-Za-z_][\w.-]{0,60})@([\w.-]{1,120})(?::| )(?:\S{0,200}|~ \([\w.-]+\)) ?[$#%>](?: (.*))?$/;
const BRACKETED = /^\[ ?([\w.-]{1,60})@([\w.-]{1,120})(?:[ :][^\]]{0,200})?\] ?[$#%](?: ?(.*))?$/;
const FOLDER = /^(?:\/|~|\/[\w./-]{1,200}|~\/[\w./-]{0,200}) ?[#$](?: (.*))?$/;
const SHELL_NAME = /^(?:bash|sh|ash|zsh)-\d[\w.]{0,10}[#$](?: (.*))?$/;
const PLAIN =
  /^(?:\$|%|❯|➜(?: +\S{1,60})?(?: git:\(\S{1,60}\))?(?: ✗)?|λ|PS [A-Z]:\\[^>]{0,200}>|[A-Z]:\\[^>]{0,200}>)(?: +(.*))?$/u;
const NAMED = /^([a-z][\w.-]{0,60})( ?\$|[#>]) (.*)$/;
/** `[cluster] $ curl web`: where, and nobody's name. */
const PLACED = /^\[([A-Za-z][\w.-]{0,60})\] ?[$#] (.*)$/;

/** Reads the prompt of a line. `#`, `>` and `name $` are one only before something that is surely a command. */
export function parsePrompt(line: string, style: PromptStyle): PromptedLine | undefined {
  if (line.length > 5000) return undefined;
  const text = line.trim();
  return (
    named(MACHINE.exec(text), text) ??
    named(BRACKETED.exec(text), text) ??
    sign(FOLDER.exec(text), text, 'container') ??
    sign(SHELL_NAME.exec(text), text, 'container') ??
    sign(PLAIN.exec(text), text, 'plain') ??
    ambiguous(text, style)
  );
}

function named(found: RegExpExecArray | null, text: string): PromptedLine | undefined {
  if (found === null) return undefined;
  const [, user = '', host = '', typed = ''] = found;
  return { prompt: { text: promptText(text, typed), kind: 'machine', user, host }, typed: typed.trim() };
}

function sign(found: RegExpExecArray | null, text: string, kind: 'plain' | 'container'): PromptedLine | undefined {
  if (found === null) return undefined;
  const [, typed = ''] = found;
  return { prompt: { text: promptText(text, typed), kind }, typed: typed.trim() };
}

function ambiguous(text: string, { hash, angle }: PromptStyle): PromptedLine | undefined {
  const first = text.charAt(0);
  if ((first === '#' && hash) || (first === '>' && angle)) {
    const typed = text.slice(1).trim();
    return text.charAt(1) === ' ' && isSurelyCommand(typed)
      ? { prompt: { text: first, kind: 'plain' }, typed }
      : undefined;
  }
  const [, placed, there] = PLACED.exec(text) ?? [];
  if (placed !== undefined && there !== undefined && isSurelyCommand(there)) {
    return { prompt: { text: promptText(text, there), kind: 'machine', host: placed }, typed: there };
  }
  const [, host, sign, typed] = NAMED.exec(text) ?? [];
  if (host === undefined || typed === undefined || !isSurelyCommand(typed)) return undefined;
  // No program has a `$` alone as its argument: `node $ curl web` is typed on a node.
  if (sign !== ' $' && isSurelyCommand(text)) return undefined;
  return { prompt: { text: promptText(text, typed), kind: 'machine', host }, typed };
}

function promptText(text: string, typed: string): string {
  return text.slice(0, text.length - typed.length).trim();
}

/**
 * Which signs are prompts in a block: `#` where no other line is a command without it, for else it is a comment; `>`
 * where no line with another prompt may go on by it.
 */
export function promptStyleOf(lines: readonly string[]): PromptStyle {
  let hash = false;
  let angle = false;
  let other = false;
  for (const line of lines) {
    const text = line.trim();
    if (text.startsWith('# ')) hash ||= isSurelyCommand(text.slice(2));
    else if (text.startsWith('> ')) angle ||= isSurelyCommand(text.slice(2));
    else other ||= isSurelyCommand(text) || (PLAIN.test(text) && text.length > 1);
  }
  return { hash: hash && !other, angle: angle && !other };
}
