import { workflowCommand } from '../workflow-command.ts';
import type { PageResult, StatementResult } from './page-result.ts';
import { titleOf } from './page-text.ts';

/** One workflow command for each statement that differs, at the first line that does. */
export function pageGithub(pages: readonly PageResult[]): string {
  return pages.flatMap(({ page, statements }) => differing(statements).map((each) => commandOf(page, each))).join('');
}

function commandOf(page: string, statement: StatementResult): string {
  return workflowCommand({
    level: 'error',
    title: 'curlew doc',
    message: `${titleOf(statement)}\n${reasonsOf(statement).join('\n')}`,
    file: page,
    line: placeOf(statement),
  });
}

export function differing(statements: readonly StatementResult[]): readonly StatementResult[] {
  return statements.filter(({ status }) => status === 'differs');
}

/** The first line that differs; that of the statement, where it is the statement itself. */
export function placeOf({ line, differences }: StatementResult): number {
  return differences[0]?.line ?? line;
}

/** Everything that is said of a statement that differs, each once. */
export function reasonsOf({ reason, because, differences }: StatementResult): readonly string[] {
  const since = because === undefined ? [] : [`because line ${because} failed`];
  const words = differences.map(({ expected, actual, why }) =>
    [why, ...(expected === null ? [] : [`- ${expected}`]), ...(actual === null ? [] : [`+ ${actual}`])].join('\n'),
  );
  return [...new Set([...(reason === undefined ? [] : [reason]), ...words, ...since])];
}
