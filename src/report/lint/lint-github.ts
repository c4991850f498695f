import type { Finding, LintReport, Severity } from '../../engine/model/index.ts';
import { formatRef } from '../../engine/model/index.ts';
import { escapeControls } from '../terminal/index.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * One workflow command for each finding, which GitHub Actions shows at its line of the pull request. Paths are written
 * as they were given: run lint from the top of the repository.
 *
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function lintGithub({ findings }: LintReport): string {
  return findings.map((finding) => `${commandOf(finding)}\n`).join('');
}

function commandOf({ code, severity, message, at, fix, object }: Finding): string {
  const place = at === undefined ? [] : [`file=${property(at.file)}`, `line=${at.line}`, `col=${at.column}`];
  const title = `title=${property(`curlew ${code}`)}`;
  const who = at === undefined && object !== undefined ? `${formatRef(object)}: ` : '';
  const text = fix === undefined ? `${who}${message}` : `${who}${message}\n${fix}`;
  return `::${COMMANDS[severity]} ${[...place, title].join(',')}::${data(text)}`;
}

function data(text: string): string {
  return escapeControls(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
