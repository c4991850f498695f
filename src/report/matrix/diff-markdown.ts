import type { DiffJson } from '../json/matrix-json.ts';
import { exposureSections, madeBy, wayText, widthChange } from './diff-exposure-rows.ts';
import { pairText, portChange, sectionsOf, summaryOf, whyTexts } from './diff-rows.ts';
import { workloadLines } from './diff-text.ts';
import { type EndNames, shortNames } from './end-names.ts';
import { markdownRow, markdownTable, markdownText } from './matrix-markdown.ts';

const CONNECTIONS = { head: ['Connection', 'Ports', 'Why'], what: 'connections' };
const WAYS_IN = { head: ['Way in', 'Open', 'By'], what: 'ways in' };

/** What GitHub takes as one comment is 65,536 characters; the rest is for who puts it into a text of their own. */
const ROOM = 60_000;

/** Longer lists are folded, so that the summary stays in sight. */
const UNFOLDED = 12;

/** So much of the room is kept for what stands above the tables, for what stands under them, and for each heading. */
const ROOM_FOR_HEAD = 10_000;
const ROOM_FOR_LEGEND = 10_000;
const ROOM_FOR_HEADING = 300;

/** A diff fit for the comment of a pull request: what opens comes first, and what has no room is counted. */
export function diffMarkdown(diff: DiffJson): string {
  const names = shortNames(diff);
  const head = `### Network policy: ${summaryOf(diff)}\n${workloadLines(diff).map(noteOf).join('')}`;
  const legend = legendText(names);
  const parts = [head.length <= ROOM_FOR_HEAD ? head : `${head.slice(0, ROOM_FOR_HEAD)} …\n`];
  let room = ROOM - ROOM_FOR_HEAD - legend.length;
  for (const section of [...connectionSections(diff, names), ...waySections(diff)]) {
    const text = sectionText(section, room);
    room -= text.length;
    parts.push(text);
  }
  return [...parts, legend].join('');
}

interface Section {
  readonly title: string;
  readonly head: readonly string[];
  /** What its rows are. */
  readonly what: string;
  readonly rows: readonly (readonly string[])[];
}

function connectionSections(diff: DiffJson, names: EndNames): readonly Section[] {
  return sectionsOf(diff).map(({ title, changes }) => ({
    title,
    ...CONNECTIONS,
    rows: changes.map((change) => [pairText(change, names), portChange(change), whyTexts(change).join('\n')]),
  }));
}

function waySections(diff: DiffJson): readonly Section[] {
  return exposureSections(diff).map(({ title, changes }) => ({
    title,
    ...WAYS_IN,
    rows: changes.map((change) => [wayText(change), widthChange(change), madeBy(change)]),
  }));
}

function noteOf(line: string): string {
  return `\n${markdownText(line)}\n`;
}

function legendText({ legend }: EndNames): string {
  const text = legend.map(noteOf).join('');
  return text.length <= ROOM_FOR_LEGEND ? text : '\nThe addresses behind the numbers have no room here.\n';
}

function sectionText({ title, head, what, rows }: Section, room: number): string {
  const kept = rowsThatFit(rows, room);
  const left = rows.length - kept.length;
  const more = left === 0 ? '' : `\n… and ${left} more, for which there is no room here\n`;
  const table = kept.length === 0 ? '' : markdownTable(head, kept);
  const body =
    rows.length <= UNFOLDED
      ? `${table}${more}`
      : `<details><summary>${rows.length} ${what}</summary>\n\n${table}${more}\n</details>\n`;
  return `\n#### ${title}\n\n${body}`;
}

function rowsThatFit(rows: readonly (readonly string[])[], room: number): readonly (readonly string[])[] {
  let left = room - ROOM_FOR_HEADING;
  const past = rows.findIndex((row) => {
    left -= markdownRow(row).length;
    return left < 0;
  });
  return past < 0 ? rows : rows.slice(0, past);
}
