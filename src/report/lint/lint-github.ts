import type { Finding, LintReport, Severity } from '../../engine/model/index.ts';
import { formatRef } from '../../engine/model/index.ts';
import { type WorkflowCommand, workflowCommand } from '../workflow-command.ts';

const LEVELS: Readonly<Record<Severity, WorkflowCommand['level']>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

/** One workflow command for each finding. */
export function lintGithub({ findings }: LintReport): string {
  return findings.map(commandOf).join('');
}

function commandOf({ code, severity, message, at, fix, object }: Finding): string {
  const who = at === undefined && object !== undefined ? `${formatRef(object)}: ` : '';
  return workflowCommand({
    level: LEVELS[severity],
    title: `curlew ${code}`,
    message: fix === undefined ? `${who}${message}` : `${who}${message}\n${fix}`,
    ...at,
  });
}
