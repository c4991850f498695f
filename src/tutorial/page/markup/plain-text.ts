import { isSurelyCommand } from '../command-line.ts';
import { isPrinted } from '../printed-forms.ts';
import { type PromptStyle, parsePrompt, promptStyleOf } from '../prompts.ts';
import type { BlockPiece, Piece, Pieces } from './piece.ts';
import { indentationOf, type SourceLine } from './source-lines.ts';

/** Reads a text without blocks: what begins with a line that has a prompt, or a manifest's first line, is one. */
export function readPlainText(lines: readonly SourceLine[]): Pieces {
  const style = promptStyleOf(lines.map(({ text }) => text));
  const pieces: Piece[] = [];
  let at = 0;
  while (at < lines.length) {
    const end = paragraphEnd(lines, at);
    const paragraph = lines.slice(at, end);
    const [first] = paragraph;
    if (first === undefined || first.text.trim() === '') at++;
    else if (isTerminal(paragraph, style) || /^\s*apiVersion:\s*\S/.test(first.text)) {
      const last = blockEnd(lines, end, style);
      pieces.push(blockOf(lines.slice(at, last)));
      at = last;
    } else {
      const text = paragraph.map((each) => each.text.trim()).join('\n');
      const isHeading = paragraph.length === 1 && text.length < 80 && !/[.:;,]$/.test(text);
      pieces.push({ kind: isHeading ? 'heading' : 'prose', line: first.line, text });
      at = end;
    }
  }
  return { pieces, problems: [] };
}

function paragraphEnd(lines: readonly SourceLine[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.text.trim() !== '') at++;
  return Math.max(at, from + 1);
}

function isTerminal(paragraph: readonly SourceLine[], style: PromptStyle): boolean {
  const [first] = paragraph;
  if (first === undefined) return false;
  return parsePrompt(first.text, style) !== undefined || isSurelyCommand(first.text);
}

/** An output may have empty lines: it goes on where the next lines are indented, or have a form that only programs print. */
function blockEnd(lines: readonly SourceLine[], from: number, style: PromptStyle): number {
  let end = from;
  while (end < lines.length) {
    let next = end;
    while (next < lines.length && lines[next]?.text.trim() === '') next++;
    const text = lines[next]?.text ?? '';
    if (next >= lines.length || parsePrompt(text, style) !== undefined || isSurelyCommand(text)) return end;
    const following = lines[next + 1]?.text ?? '';
    const goesOn =
      indentationOf(text) >= 2 ||
      (isPrinted(text) && !/^[A-Z].*[.!?:]$/.test(text.trim())) ||
      (/^\S+: /.test(text) && indentationOf(following) >= 2);
    if (!goesOn) return end;
    end = paragraphEnd(lines, next);
  }
  return end;
}

function blockOf(lines: readonly SourceLine[]): BlockPiece {
  const trimmed = lines.slice(0, lines.findLastIndex(({ text }) => text.trim() !== '') + 1);
  const indent = Math.min(...trimmed.flatMap(({ text }) => (text.trim() === '' ? [] : [indentationOf(text)])));
  return {
    kind: 'block',
    lines: trimmed.map(({ line, text }) => ({ line, text: text.slice(indent) })),
    line: trimmed[0]?.line ?? 1,
    said: [],
  };
}
