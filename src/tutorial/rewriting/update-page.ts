import type { PageBinding, PageDifference, PageResult, StatementResult } from '../../report/index.ts';
import { likeRow } from './like-row.ts';

/** One change of a page's text: lines that go, and lines that come in their place. */
export interface PageEdit {
  /** The first line that goes, or behind which new ones come; counted from 1. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export interface UpdatedPage {
  readonly text: string;
  /** In the order of the page. */
  readonly edits: readonly PageEdit[];
  /** Statements that differ in a way that another output does not mend: commands that fail, manifests that are rejected. */
  readonly left: readonly StatementResult[];
}

/**
 * The page with what the cluster prints, where that differs: rows keep the page's widths, and what an earlier line of the
 * page bound keeps the page's own word. Every other byte stays, line endings included.
 */
export function updatePage(text: string, { statements, bindings }: PageResult): UpdatedPage {
  const lines = text.split('\n');
  const differing = statements.filter(({ status }) => status === 'differs');
  const mendable = differing.filter(({ output, differences }) => {
    return output !== undefined && differences.every(({ line }) => line >= output.line && line <= output.endLine);
  });
  const words = wordsOf(bindings);
  const edits = mendable.flatMap(({ differences }) => editsOf(differences, lines, words));
  return {
    text: applied(lines, edits).join('\n'),
    edits,
    left: differing.filter((each) => !mendable.includes(each)),
  };
}

/** The page's words for the cluster's. */
function wordsOf(bindings: readonly PageBinding[]): (line: string) => string {
  const words = new Map(bindings.map(({ page, cluster }) => [cluster, page]));
  return (line) => line.replace(/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?/g, (word) => words.get(word) ?? word);
}

function editsOf(
  differences: readonly PageDifference[],
  lines: readonly string[],
  words: (line: string) => string,
): readonly PageEdit[] {
  const byLine = new Map<number, PageDifference[]>();
  for (const each of differences) byLine.set(each.line, [...(byLine.get(each.line) ?? []), each]);
  return [...byLine].sort(([a], [b]) => a - b).map(([line, all]) => editAt(line, all, lines[line - 1] ?? '', words));
}

function editAt(
  line: number,
  differences: readonly PageDifference[],
  before: string,
  words: (line: string) => string,
): PageEdit {
  const end = before.endsWith('\r') ? '\r' : '';
  const shown = before.slice(0, before.length - end.length);
  const own = differences.filter(({ expected }) => expected !== null);
  const more = differences.flatMap(({ expected, actual }) => (expected === null && actual !== null ? [actual] : []));
  const isKept = own.every(({ actual }) => actual !== null);
  const mended = own.reduce((text, { expected, actual }) => {
    const now = words(actual ?? '');
    // A part of the line, such as an address in it, or the line as a whole.
    const isPart = expected !== null && expected.trim() !== text.trim() && text.includes(expected);
    return isPart ? text.replace(expected, now) : likeRow(text, now);
  }, shown);
  const added = more.map((text) => likeRow(shown, words(text)));
  return {
    line,
    removed: [before],
    added: [...(isKept ? [mended] : []), ...added].map((text) => `${text}${end}`),
  };
}

function applied(lines: readonly string[], edits: readonly PageEdit[]): readonly string[] {
  const at = new Map(edits.map((edit) => [edit.line, edit]));
  return lines.flatMap((line, index) => at.get(index + 1)?.added ?? [line]);
}
