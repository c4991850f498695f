import type { PageLine, Prompt } from './page.ts';
import { type PromptStyle, parsePrompt } from './prompts.ts';
import { ShellScan, type Waiting } from './shell-scan.ts';

/** One command of a block, and how many lines of the block it takes. */
export interface Typed {
  readonly lines: readonly PageLine[];
  readonly text: string;
  readonly prompt?: Prompt;
  readonly taken: number;
  /** What it still waits for at the block's end. */
  readonly unclosed?: Waiting;
}

/** Commands of more lines are cut; a page's here-documents have some hundred. */
const MOST_LINES = 5000;

/** Reads the command that starts at a line: with the lines that continue it, its here-documents, loops and open quotes. */
export function readTyped(lines: readonly PageLine[], from: number, style: PromptStyle): Typed | undefined {
  const first = lines[from];
  if (first === undefined) return undefined;
  const prompted = parsePrompt(first.text, style);
  const scan = new ShellScan();
  const start = prompted?.typed ?? first.text.trim();
  scan.feed(start);
  const texts = [start];
  let at = from + 1;
  let continued = 1;
  while (scan.waiting !== undefined && at < lines.length && texts.length < MOST_LINES) {
    const next = lines[at];
    if (next === undefined || endsBefore(scan.waiting, next.text, prompted !== undefined, style)) break;
    const text = prompted === undefined ? next.text : withoutContinuation(next.text);
    scan.feed(text);
    texts.push(text.trimEnd().endsWith('\\') ? text.trimEnd() : text);
    at++;
    if (scan.waiting === 'continued' || scan.waiting === undefined) continued = texts.length;
  }
  const unclosed = scan.waiting === 'continued' ? undefined : scan.waiting;
  // A quote that never ends is an apostrophe, or a fault of the page; what follows it is not part of the command.
  const count =
    unclosed === undefined || unclosed === 'here-document' ? texts.length : Math.min(continued, texts.length);
  return {
    lines: lines.slice(from, from + count),
    text: texts.slice(0, count).join('\n').trimEnd(),
    ...(prompted !== undefined && { prompt: prompted.prompt }),
    taken: count,
    ...(unclosed !== undefined && { unclosed }),
  };
}

function endsBefore(waiting: Waiting, text: string, isPrompted: boolean, style: PromptStyle): boolean {
  if (waiting === 'continued' && text.trim() === '') return true;
  return (
    isPrompted &&
    waiting !== 'here-document' &&
    !text.startsWith('>') &&
    parsePrompt(text, { ...style, angle: false }) !== undefined
  );
}

/** A shell shows `> ` before the lines of a command that goes on. */
function withoutContinuation(text: string): string {
  return text.replace(/^\s*>(?: |$)/, '');
}
