import type { Finding, LintReport, LintRule, SilencedFinding, SourceLocation } from '../../engine/model/index.ts';
import { compareText, formatRef, stableUid } from '../../engine/model/index.ts';
import {
  type SarifInvocation,
  type SarifLog,
  type SarifResult,
  type SarifRule,
  type SarifRun,
  sarifUri,
} from '../sarif.ts';

/** The report as SARIF 2.1.0, which code scanning services read; silenced findings are suppressed results. */
export function lintSarif(report: LintReport, version: string): SarifLog {
  const all: readonly (Finding | SilencedFinding)[] = [...report.findings, ...report.silenced];
  const rules = rulesOf(report, all);
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const run: SarifRun = {
    tool: { driver: { name: 'curlew', version, rules } },
    columnKind: 'utf16CodeUnits',
    results: all.flatMap((finding) =>
      finding.at === undefined ? [] : [resultOf(finding, finding.at, index.get(finding.code) ?? 0)],
    ),
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notificationsOf(report.findings) }],
  };
  return { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
}

/** Lint's own checks first; then the codes of diagnostics, which have no page. */
function rulesOf({ rules }: LintReport, findings: readonly Finding[]): readonly SarifRule[] {
  const known = new Set(rules.map(({ code }) => code));
  const others = [...new Set(findings.map(({ code }) => code))].filter((code) => !known.has(code)).sort(compareText);
  return [...rules.map(ruleOf), ...others.map((id) => ({ id }))];
}

function ruleOf({ code, severity, title, page }: LintRule): SarifRule {
  return {
    id: code,
    shortDescription: { text: title },
    help: { text: page, markdown: page },
    defaultConfiguration: { level: severity },
  };
}

function resultOf(finding: Finding | SilencedFinding, at: SourceLocation, ruleIndex: number): SarifResult {
  const { code, severity, object, path, message } = finding;
  const name = object === undefined ? '' : formatRef(object);
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: textOf(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: sarifUri(at.file) },
          region: { startLine: at.line, startColumn: at.column },
        },
        ...(name === '' ? {} : { logicalLocations: [{ fullyQualifiedName: name, kind: 'object' }] }),
      },
    ],
    partialFingerprints: { 'curlew/v1': stableUid([code, at.file, name, path, message].join('\n')) },
    ...('silenced' in finding ? { suppressions: [{ kind: 'inSource', justification: finding.silenced }] } : {}),
  };
}

function notificationsOf(findings: readonly Finding[]): SarifInvocation['toolExecutionNotifications'] {
  return findings
    .filter(({ at }) => at === undefined)
    .map((finding) => ({
      descriptor: { id: finding.code },
      level: finding.severity,
      message: { text: textOf(finding) },
    }));
}

function textOf({ message, fix }: Finding): string {
  return fix === undefined ? message : `${message}. To fix it: ${fix}.`;
}
