import { escapeControls } from './terminal/index.ts';

/** What a workflow command says, and where. */
export interface WorkflowCommand {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * A workflow command, which GitHub Actions shows at its line of the pull request. Paths are written as they were given: run
 * the command from the top of the repository.
 *
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function workflowCommand({ level, title, message, file, line, column }: WorkflowCommand): string {
  const place = [
    ...(file === undefined ? [] : [`file=${property(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
  ];
  return `::${level} ${[...place, `title=${property(title)}`].join(',')}::${data(message)}\n`;
}

function data(text: string): string {
  return escapeControls(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
