import type { PageResult, StatementResult } from '../../report/index.ts';
import type { Page } from '../page/index.ts';

/**
 * A page as a feature: a scenario for each section that prints something, which runs the page down to the section's end and
 * holds what its commands printed. `curlew run` passes it where the page holds; what differs is no part of it.
 */
export function pageFeature({ path, statements: read }: Page, { statements }: PageResult): string {
  const sections = [...new Set(read.map(({ section }) => section))];
  const scenarios = sections.flatMap((section, index) => {
    const lines = statements
      .filter((_, number) => read[number]?.section === section)
      .flatMap((statement) => sentenceOf(statement) ?? []);
    if (lines.length === 0) return [];
    const next = sections[index + 1];
    const upTo = next === undefined ? '' : ` up to ${quoted(next)}`;
    const name = section === '' ? 'before the first heading' : section;
    return [`  Scenario: ${name}\n    Given the page ${pathText(path)} has run${upTo}\n${lines.join('\n')}\n`];
  });
  return `Feature: ${path} holds\n\n${scenarios.join('\n')}`;
}

/** `undefined` for what prints nothing that could be held. */
function sentenceOf({ kind, status, line, actual }: StatementResult): string | undefined {
  if (kind !== 'command' || status !== 'holds' || actual === undefined) return undefined;
  const lines = actual.split('\n').filter((each) => each.trim() !== '');
  // Behind a header stands what it is about.
  const told = lines.length > 1 && /^[A-Z][A-Z() -]+$/.test(lines[0] ?? '') ? lines[1] : lines[0];
  return told === undefined ? undefined : `    Then line ${line} of the page prints ${quoted(told.trim())}`;
}

function pathText(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : quoted(path);
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
