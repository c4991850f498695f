import type { Diagnostic } from '../engine/model/index.ts';
import { formatLocation } from '../engine/model/index.ts';
import { inOneLine } from './terminal/index.ts';

/** The text of a file that a diagnostic points into; `undefined` where it cannot be shown. */
export type TextOf = (file: string) => string | undefined;

/**
 * One diagnostic for people: `file:line:column: severity: message`, the line with a caret under the place, and what to
 * do.
 */
export function formatDiagnostic(diagnostic: Diagnostic, textOf: TextOf): string {
  return formatWith(diagnostic, linesOf(textOf));
}

/** Each diagnostic as `formatDiagnostic` writes it; a file that many point into is cut into lines once. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], textOf: TextOf): readonly string[] {
  const lines = linesOf(textOf);
  return diagnostics.map((diagnostic) => formatWith(diagnostic, lines));
}

type LinesOf = (file: string) => readonly string[];

function linesOf(textOf: TextOf): LinesOf {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const lines = known.get(file) ?? textOf(file)?.split('\n') ?? [];
    known.set(file, lines);
    return lines;
  };
}

function formatWith({ at, severity, message, hint }: Diagnostic, lines: LinesOf): string {
  const place = at === undefined ? '' : `${formatLocation(at)}: `;
  return [
    inOneLine(`${place}${severity}: ${message}`),
    ...(at === undefined ? [] : snippet(lines(at.file), at.line, at.column)),
    ...(hint === undefined ? [] : [`  hint: ${inOneLine(hint)}`]),
  ].join('\n');
}

const WIDEST = 120;

function snippet(lines: readonly string[], line: number, column: number): readonly string[] {
  const written = lines[line - 1]?.replace(/\r$/, '');
  if (written === undefined || written.trim() === '' || column > WIDEST) return [];
  const number = String(line).padStart(5);
  const shown = [...written.slice(0, WIDEST)].map((character) =>
    character < ' ' && character !== '\t' ? '·' : character,
  );
  const indent = written.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return [`${number} | ${shown.join('')}`, `${' '.repeat(number.length)} | ${indent}^`];
}
