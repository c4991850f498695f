import { isSurelyCommand, type Likeness, likenessOf, opensShell } from './command-line.ts';
import type { PageLine, Printed, Prompt } from './page.ts';
import { isPrinted, isTableHeader } from './printed-forms.ts';
import { type PromptStyle, parsePrompt, promptStyleOf } from './prompts.ts';
import type { Waiting } from './shell-scan.ts';
import { readTyped, type Typed } from './typed.ts';

/** A command of a block, with what the block prints for it. */
export interface TerminalCommand {
  readonly lines: readonly PageLine[];
  readonly text: string;
  readonly prompt?: Prompt;
  readonly output?: Printed;
  readonly interrupted: boolean;
  readonly unclosed?: Waiting;
}

/** A block as a terminal shows it: commands and outputs in turn. */
export interface TerminalBlock {
  /** What stands before the first command, without comments. */
  readonly before?: Printed;
  readonly commands: readonly TerminalCommand[];
}

/** How far the words of a block are trusted: `shell` for bash and console, `output` for what is only printed. */
export type BlockHint = 'shell' | 'output' | 'none';

/** Takes a block apart. Lines with a prompt are commands; of the others, those that look like one where they stand. */
export function readTerminalBlock(lines: readonly PageLine[], hint: BlockHint): TerminalBlock {
  const style = promptStyleOf(lines.map(({ text }) => text));
  const reader = new Reader(lines, hint, style);
  return reader.read();
}

class Reader {
  readonly #lines: readonly PageLine[];
  readonly #hint: BlockHint;
  readonly #style: PromptStyle;
  readonly #hasPrompts: boolean;
  readonly #found: { typed: Typed; output: PageLine[] }[] = [];
  readonly #before: PageLine[] = [];
  #indent = Number.POSITIVE_INFINITY;
  #isInTable = false;

  constructor(lines: readonly PageLine[], hint: BlockHint, style: PromptStyle) {
    this.#lines = lines;
    this.#hint = hint;
    this.#style = style;
    this.#hasPrompts = lines.some(({ text }) => (parsePrompt(text, style)?.typed ?? '') !== '');
  }

  read(): TerminalBlock {
    let at = 0;
    while (at < this.#lines.length) {
      const line = this.#lines[at];
      if (line === undefined) break;
      const typed = this.#isTyped(at, line) ? readTyped(this.#lines, at, this.#style) : undefined;
      if (typed === undefined) {
        this.#print(line);
        at++;
        continue;
      }
      this.#found.push({ typed, output: [] });
      this.#indent = Math.min(this.#indent, line.text.search(/\S/));
      this.#isInTable = false;
      at += typed.taken;
    }
    const before = printedOf(withoutComments(this.#before, this.#found.length > 0), false);
    return {
      ...(before !== undefined && { before }),
      commands: this.#found.map(({ typed, output }, index) => {
        const isFollowed = index < this.#found.length - 1;
        const printed = printedOf(withoutComments(output, isFollowed), opensShell(typed.text));
        return {
          lines: typed.lines,
          text: typed.text,
          ...(typed.prompt !== undefined && { prompt: typed.prompt }),
          ...(printed !== undefined && { output: printed }),
          interrupted: output.some(({ text }) => text.trim().endsWith('^C')),
          ...(typed.unclosed !== undefined && { unclosed: typed.unclosed }),
        };
      }),
    };
  }

  #print(line: PageLine): void {
    this.#isInTable = line.text.trim() !== '' && (this.#isInTable || isTableHeader(line.text));
    (this.#found.at(-1)?.output ?? this.#before).push(line);
  }

  #isTyped(at: number, { text }: PageLine): boolean {
    if (text.trim() === '' || text.length > 20_000) return false;
    const prompted = parsePrompt(text, this.#style);
    if (prompted !== undefined) return prompted.typed !== '';
    const likeness = text.trim() === '{' && opensGroup(this.#lines, at) ? 'sure' : likenessOf(text);
    if (likeness === 'none' || this.#hint === 'output' || text.search(/\S/) > this.#indent) return false;
    const last = this.#found.at(-1);
    if (last === undefined) return this.#isFirstTyped(likeness);
    if (last.typed.prompt !== undefined)
      return likeness === 'sure' && this.#lines[at - 1]?.text.trim() === '' && !isPrinted(text);
    if (this.#hasPrompts) return likeness === 'sure' || (likeness === 'likely' && last.output.length === 0);
    const isSilent = last.output.every((each) => each.text.trim() === '' || each.text.trim().startsWith('#'));
    if (this.#isInTable && likeness !== 'sure') return false;
    if (/\b(?:env|printenv|set)\b/.test(last.typed.text) && /^\w+=/.test(text.trim())) return false;
    if (likeness === 'sure') return true;
    if (likeness === 'likely') return isSilent || this.#lines[at - 1]?.text.trim() === '';
    return isSilent && this.#hint === 'shell' && !this.#isOutputOf(last.typed.text, text);
  }

  /** The first lines of a block: its words say whether a name that nobody knows is a program's. */
  #isFirstTyped(likeness: Likeness): boolean {
    if (this.#before.some((each) => each.text.trim() !== '' && !each.text.trim().startsWith('#')))
      return likeness === 'sure' && this.#hasPrompts;
    return likeness === 'sure' || likeness === 'likely' || (this.#hint === 'shell' && !this.#hasPrompts);
  }

  /** A bare word after a command that prints one: `hostname`, `echo`, jsonpath. */
  #isOutputOf(command: string, text: string): boolean {
    if (
      /^\s*(?:hostname|whoami|echo|cat|date|uname|id)\b|jsonpath|go-template|\b(?:-o|--output)[ =]?name\b|\blogs\b|\bcurl\b|\bwget\b|\bexec\b/.test(
        command,
      )
    )
      return true;
    return !/\s/.test(text.trim());
  }
}

/** A brace alone on its line groups the commands below it; before anything else it is JSON. */
export function opensGroup(lines: readonly PageLine[], at: number): boolean {
  const next = lines.slice(at + 1, at + 10).find(({ text }) => text.trim() !== '');
  return next !== undefined && isSurelyCommand(next.text);
}

/** Comments at the end belong to the command that follows; so do all lines of a text that is nothing but comments. */
function withoutComments(lines: readonly PageLine[], isFollowed: boolean): readonly PageLine[] {
  const isComment = (line: PageLine) => /^\s*#(?:\s|!|#|$)/.test(line.text);
  const shown = lines.filter(({ text }) => text.trim() !== '');
  if (shown.every(isComment)) return [];
  if (!isFollowed) return lines;
  let end = lines.length;
  while (end > 0) {
    const last = lines[end - 1];
    if (last === undefined || (last.text.trim() !== '' && !isComment(last))) break;
    end--;
  }
  return lines.slice(0, end);
}

const REMARK = /^\s*(?:\(.*\)|note: .*|<\s*snip\s*>|\[snip\]|-+ ?(?:snip|8<) ?-+)\s*$/i;

/** What is printed, without empty lines around it, prompts that come back, and remarks of the author's. */
export function printedOf(lines: readonly PageLine[], opens: boolean): Printed | undefined {
  const kept = lines.filter(({ text }) => !isBarePrompt(text));
  const end = kept.findLastIndex(({ text }) => text.trim() !== '' && !REMARK.test(text));
  const start = kept.findIndex(({ text }) => text.trim() !== '');
  const [first, last] = [kept[start], kept[end]];
  if (first === undefined || last === undefined) return undefined;
  const back = lines.findLast(({ text }) => isBarePrompt(text));
  const isBack = back !== undefined && back.line > last.line && (opens || last.text.trim() === '^C');
  return {
    line: first.line,
    endLine: isBack ? back.line : last.line,
    lines: kept.slice(start, end + 1),
    ...(kept.slice(end + 1).some(({ text }) => REMARK.test(text)) && { cut: true }),
  };
}

function isBarePrompt(text: string): boolean {
  return text.trim() !== '' && text.length < 300 && parsePrompt(text, { hash: false, angle: false })?.typed === '';
}
