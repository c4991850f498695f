import type { Finding, LintReport, ObjectRef, Severity } from '../../engine/model/index.ts';
import { SEVERITIES } from '../../engine/model/index.ts';
import { JSON_VERSION, type Versioned } from '../json/version.ts';

/** One finding in the JSON of `curlew lint`; what has no place or no page has null there. */
export interface FindingJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly object: ObjectRef | null;
  readonly path: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly fix: string | null;
  /** From the top of the project. */
  readonly page: string | null;
}

/** The JSON of `curlew lint`. */
export interface LintJson extends Versioned {
  readonly findings: readonly FindingJson[];
  readonly silenced: readonly (FindingJson & { readonly reason: string })[];
  readonly summary: Readonly<Record<Severity | 'silenced', number>>;
}

/** The findings as `curlew lint -o json` prints them. */
export function lintJson({ findings, silenced, rules }: LintReport): LintJson {
  const pages = new Map(rules.map(({ code, pagePath }) => [code, pagePath]));
  const counts = SEVERITIES.map((severity) => [severity, findings.filter((each) => each.severity === severity).length]);
  return {
    version: JSON_VERSION,
    findings: findings.map((finding) => findingJson(finding, pages)),
    silenced: silenced.map((finding) => ({ ...findingJson(finding, pages), reason: finding.silenced })),
    summary: { ...(Object.fromEntries(counts) as Record<Severity, number>), silenced: silenced.length },
  };
}

function findingJson(finding: Finding, pages: ReadonlyMap<string, string>): FindingJson {
  const { code, severity, message, object = null, path, at, fix = null } = finding;
  return {
    code,
    severity,
    message,
    object,
    path,
    file: at?.file ?? null,
    line: at?.line ?? null,
    column: at?.column ?? null,
    fix,
    page: pages.get(code) ?? null,
  };
}
