import type { ClusterView, Diagnostic, Finding, LintReport, SilencedFinding } from '../../engine/model/index.ts';
import { compareText, formatFieldPath, formatRef } from '../../engine/model/index.ts';
import type { Check, Problem } from './check.ts';
import { checks } from './checks.ts';
import { isDoubted } from './doubted-checks.ts';
import { ruleOf } from './page.ts';
import { Scene } from './scene.ts';
import { Silences } from './silences.ts';
import { writtenOwner } from './workloads.ts';

/** What to look for; every code unless said otherwise. Codes of diagnostics count too. */
export interface LintOptions {
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
}

/**
 * Checks a cluster at rest for what the API server accepts and nobody means. `diagnostics` is what was said when the
 * manifests were read and applied; it is part of the report, under its own codes.
 */
export function lint(view: ClusterView, diagnostics: readonly Diagnostic[], options: LintOptions = {}): LintReport {
  const wanted = (code: string): boolean =>
    (options.only === undefined || options.only.includes(code)) && options.ignore?.includes(code) !== true;
  const scene = new Scene(view);
  const silences = new Silences(view);
  const found = [
    ...diagnostics.filter(({ code }) => wanted(code)).map((each) => ofDiagnostic(view, each)),
    ...checks.filter(({ code }) => wanted(code)).flatMap((check) => findingsOf(scene, check)),
  ];
  const judged = found.map((each) => silences.judge(each));
  const complete = options.only === undefined && options.ignore === undefined;
  return {
    findings: sorted([
      ...judged.filter((each) => !('silenced' in each)),
      ...silences.problems(complete).filter(({ code }) => wanted(code)),
    ]),
    silenced: sorted(judged.filter((each): each is SilencedFinding => 'silenced' in each)),
    rules: checks.map(ruleOf),
  };
}

function findingsOf(scene: Scene, check: Check): readonly Finding[] {
  const problems = [...check.find(scene)].filter(({ about }) => !isDoubted(scene.view, check, about));
  return problems.map((problem) => ofProblem(scene.view, check, problem));
}

function ofProblem(view: ClusterView, check: Check, problem: Problem): Finding {
  const { about, path, message, fix, severity = check.severity } = problem;
  const at = view.locate(about, path);
  return {
    code: check.code,
    severity,
    message,
    object: about,
    path: formatFieldPath(path),
    ...(at === undefined ? {} : { at }),
    fix,
  };
}

/** Diagnostics that speak of what is missing in this cluster, and often is in the manifests of somebody else. */
const MAY_BE_ELSEWHERE: readonly string[] = ['ingress-not-served'];

function ofDiagnostic(view: ClusterView, { code, severity, message, hint, at, about }: Diagnostic): Finding {
  const resource = about === undefined ? undefined : view.getAny(about);
  const object = resource === undefined ? about : writtenOwner(view, resource);
  return {
    code,
    severity: MAY_BE_ELSEWHERE.includes(code) ? 'note' : severity,
    message,
    path: '',
    ...(object === undefined ? {} : { object }),
    ...(at === undefined ? {} : { at }),
    ...(hint === undefined ? {} : { fix: hint }),
  };
}

/** By place; what has none comes last. One thing is said once, however many pods of a workload it is said of. */
function sorted<T extends Finding>(findings: readonly T[]): readonly T[] {
  const byKey = new Map(findings.map((each) => [sortKey(each), each]));
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, each]) => each);
}

function sortKey({ at, code, object, path, message }: Finding): string {
  const place = at === undefined ? '\uffff' : `${at.file}\u0000${pad(at.line)}${pad(at.column)}`;
  return [place, code, object === undefined ? '' : formatRef(object), path, message].join('\u0000');
}

function pad(number: number): string {
  return String(number).padStart(8, '0');
}
