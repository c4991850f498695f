import type { Diagnostic, Finding, LintReport, Severity } from '../../engine/model/index.ts';
import { formatRef, SEVERITIES } from '../../engine/model/index.ts';
import { formatDiagnostics, type TextOf } from '../diagnostic-text.ts';

/** The findings for people, each with its line of the manifest and what to do, and a last line that counts them. */
export function formatLint(report: LintReport, textOf: TextOf): string {
  const texts = formatDiagnostics(report.findings.map(asDiagnostic), textOf).map((text) => `${text}\n`);
  return `${[...texts, summaryOf(report)].join('\n')}\n`;
}

function asDiagnostic({ code, severity, message, at, fix, object }: Finding): Diagnostic {
  const who = at === undefined && object !== undefined ? `${formatRef(object)}: ` : '';
  return {
    code,
    severity,
    message: `${who}${message} [${code}]`,
    ...(at === undefined ? {} : { at }),
    ...(fix === undefined ? {} : { hint: fix }),
  };
}

function summaryOf({ findings, silenced, rules }: LintReport): string {
  const counts = SEVERITIES.flatMap((severity) => countOf(findings, severity));
  const hidden = silenced.length === 0 ? '' : `, ${silenced.length} silenced`;
  const known = new Set(rules.map(({ code }) => code));
  const explained = findings.find(({ code }) => known.has(code));
  const more = explained === undefined ? '' : `\nfor more about a code: curlew lint --explain ${explained.code}`;
  return `${counts.length === 0 ? 'nothing found' : counts.join(', ')}${hidden}${more}`;
}

function countOf(findings: readonly Finding[], severity: Severity): readonly string[] {
  const count = findings.filter((finding) => finding.severity === severity).length;
  if (count === 0) return [];
  return [count === 1 ? `1 ${severity}` : `${count} ${severity}s`];
}
