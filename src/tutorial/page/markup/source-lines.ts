import type { PageProblem, Tab } from '../page.ts';

/**
 * A line as the reading passes hand it on. Passes replace lines and take in those of included files, and each keeps the
 * number that it has in the page: `line`.
 */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
  /** Set on the opening fence of what stands for an included file: its path as the page writes it. */
  readonly file?: string;
  /** Why that file could not be read. */
  readonly missing?: string;
  /** The tabs around it, the outermost first. */
  readonly tabs?: readonly Tab[];
}

/** Longer pages are not read. */
const MOST_BYTES = 5 * 1024 * 1024;
/** Lines with the lines of included files; pages have some hundred. */
export const MOST_LINES = 100_000;

/** The lines of a page; nothing but a problem where nobody can read it. */
export function sourceLines(text: string): { readonly lines: readonly SourceLine[]; readonly problem?: PageProblem } {
  const fail = (message: string, hint: string) => {
    return { lines: [], problem: { line: 1, severity: 'error' as const, message, hint } };
  };
  if (text.length > MOST_BYTES) return fail('the page is larger than 5 MB', 'give a page of text, or split it');
  if (text.includes('\0'))
    return fail('the page is no text: it holds a NUL byte', 'give Markdown, MDX, AsciiDoc or plain text');
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (lines.length > MOST_LINES) return fail(`the page has more than ${MOST_LINES} lines`, 'split it');
  return { lines: lines.map((each, index) => ({ line: index + 1, text: each })) };
}

/** How far a line is indented; a tab goes to the next column of four. */
export function indentationOf(text: string): number {
  let columns = 0;
  for (const char of text) {
    if (char === ' ') columns++;
    else if (char === '\t') columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

const FENCE = /^((?:\s|>|[-*+] |\d{1,9}[.)] )*)(`{3,}|~{3,})(.*)$/;

/** Tells of each line, in order, whether it stands in a fenced block; its fences do not. */
export class FenceState {
  #fence: string | undefined;

  /** Whether the line is inside of a fenced block. */
  isInside(text: string): boolean {
    const [, , fence, info = ''] = text.length > 2000 ? [] : (FENCE.exec(text) ?? []);
    if (this.#fence === undefined) {
      if (fence !== undefined && !(fence.startsWith('`') && info.includes('`'))) this.#fence = fence;
      return false;
    }
    if (fence?.startsWith(this.#fence) && info.trim() === '') {
      this.#fence = undefined;
      return false;
    }
    return true;
  }
}

const DEEP = /^(?:\s{0,8}(?:>|[-*+](?=\s)|\d+[.)](?=\s))){25}|^\s{60,}(?:[-*+]|\d+[.)])\s/;

/**
 * Leaves out the lines that nest quotes and lists deeper than anybody writes: each line below costs as much as it is deep.
 */
export function withoutDepth(lines: readonly SourceLine[]): readonly SourceLine[] {
  const fences = new FenceState();
  return lines.map((line) => (fences.isInside(line.text) || !DEEP.test(line.text) ? line : { ...line, text: '' }));
}
