import {
  type PageDifference,
  type PagePlace,
  type PageResult,
  type PageSummary,
  type StatementResult,
  summaryOf,
  totalOf,
} from './page-result.ts';

export interface PageTextOptions {
  /** Every statement, not only those that differ. */
  readonly verbose?: boolean;
}

/**
 * Pages for people: of each what differs, as a diff with the lines of the page, and how many statements there are of each
 * kind.
 */
export function pageText(pages: readonly PageResult[], { verbose = false }: PageTextOptions = {}): string {
  const total = pages.length > 1 ? [`${pages.length} pages: ${summaryText(totalOf(pages))}\n`] : [];
  return [...pages.map((page) => onePage(page, verbose)), ...total].join('\n');
}

function onePage(result: PageResult, verbose: boolean): string {
  const shown = result.statements.filter(({ status }) => verbose || status === 'differs');
  const blocks = shown.map((statement) => `${blockOf(statement).join('\n')}\n`);
  const head = `${result.page} (${result.cluster})\n`;
  return `${[head, ...blocks].join('\n')}\n${summaryText(summaryOf(result))}\n`;
}

function blockOf(statement: StatementResult): readonly string[] {
  const { line, status, reason, because, differences } = statement;
  const mark = { holds: '✓', ran: '✓', differs: '✗', 'not-modelled': '?', skipped: '-' }[status];
  const said = reason === undefined ? [] : [`      ${reason}`];
  const since = because === undefined ? [] : [`      because line ${because} failed`];
  const told = new Set([reason]);
  return [
    `${numbered(line)} ${mark} ${titleOf(statement)}`,
    ...said,
    ...differences.flatMap((difference) => differenceLines(difference, told)),
    ...since,
  ];
}

/** What it is, as one line: a command with who ran it, a manifest with its objects. */
export function titleOf({ kind, text, where, objects = [], file }: StatementResult): string {
  const first = text.split('\n', 1)[0] ?? '';
  switch (kind) {
    case 'command':
      return `${first}${text.includes('\n') ? ' …' : ''}${where === undefined ? '' : placeText(where)}`;
    case 'manifest':
      return `the manifest ${file ?? objects.join(', ')}`;
    case 'gherkin':
      return 'the sentences';
    case 'output':
      return 'an output of no command';
  }
}

function placeText({ kind, namespace, name = '', container }: PagePlace): string {
  switch (kind) {
    case 'host':
      return '';
    case 'pod':
      return `  (in pod ${namespace}/${name}${container === undefined ? '' : `, container ${container}`})`;
    case 'node':
      return `  (on node ${name})`;
    case 'outside':
      return `  (outside the cluster${name === '' ? '' : `, on ${name}`})`;
  }
}

function differenceLines({ line, expected, actual, why }: PageDifference, told: Set<string | undefined>): string[] {
  const words = told.has(why) ? [] : why.split('\n').map((line) => `      ${line}`.trimEnd());
  told.add(why);
  return [
    ...(expected === null ? [] : [`${numbered(line)} - ${expected}`]),
    ...(actual === null ? [] : [`${numbered(line)} + ${actual}`]),
    ...words,
  ];
}

function numbered(line: number): string {
  return String(line).padStart(5);
}

function summaryText(summary: PageSummary): string {
  const { holds, differs, ran, notModelled, skipped, judgedLines, printedLines } = summary;
  const parts = [
    `${holds} ${holds === 1 ? 'holds' : 'hold'}`,
    `${differs} ${differs === 1 ? 'differs' : 'differ'}`,
    `${ran} ran`,
    ...(notModelled === 0 ? [] : [`${notModelled} not modelled`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ];
  return `${parts.join(', ')}; ${judgedLines} of ${printedLines} printed lines compared`;
}
