import type { PodSpec } from '../../written.ts';
import { forbidden, invalid, type Report, sortedMap } from '../report.ts';
import { isSame } from './differences.ts';

type NodeAffinity = NonNullable<NonNullable<PodSpec['affinity']>['nodeAffinity']>;
type NodeSelectorTerm = NonNullable<
  NodeAffinity['requiredDuringSchedulingIgnoredDuringExecution']
>['nodeSelectorTerms'][number];

/**
 * Checks what may change while scheduling gates hold a Pod back: gates may go, and the choice of nodes may become
 * narrower. Answers with the old values of the fields that are judged here.
 */
export function validateGatedPod(report: Report, old: PodSpec, spec: PodSpec): object {
  const known = new Set(old.schedulingGates?.map(({ name }) => name));
  for (const [index, { name }] of (spec.schedulingGates ?? []).entries()) {
    if (known.has(name)) continue;
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    forbidden(report, ['spec', 'schedulingGates', index, 'name'], detail);
  }
  if (known.size === 0) return {};
  validateNodeSelector(report, old.nodeSelector, spec.nodeSelector);
  validateNodeAffinity(report, old.affinity?.nodeAffinity, spec.affinity?.nodeAffinity);
  const affinity = { ...spec.affinity, nodeAffinity: old.affinity?.nodeAffinity };
  return { nodeSelector: old.nodeSelector, affinity };
}

function validateNodeSelector(
  report: Report,
  old: PodSpec['nodeSelector'] = {},
  selector: PodSpec['nodeSelector'] = {},
): void {
  if (Object.entries(old).every(([key, value]) => selector[key] === value)) return;
  const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
  invalid(report, ['spec', 'nodeSelector'], sortedMap(selector), detail);
}

function validateNodeAffinity(report: Report, old: NodeAffinity | undefined, affinity: NodeAffinity | undefined): void {
  const oldTerms = old?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (oldTerms.length === 0) return;
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const required = ['spec', 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  const path = [...required, 'nodeSelectorTerms'];
  if (terms.length !== oldTerms.length) {
    invalid(
      report,
      path,
      terms.map(shownTerm),
      'no additions/deletions to non-empty NodeSelectorTerms list are allowed',
    );
    return;
  }
  for (const [index, term] of terms.entries()) {
    if (hasOnlyAdditions(oldTerms[index], term)) continue;
    invalid(report, [...path, index], shownTerm(term), 'only additions are allowed (no mutations or deletions)');
  }
}

/** A term as the server prints it: by the names of its Go structs. */
function shownTerm({ matchExpressions, matchFields }: NodeSelectorTerm): object {
  const shown = (requirements: NodeSelectorTerm['matchExpressions']) =>
    requirements?.map(({ key, operator, values = null }) => ({ Key: key, Operator: operator, Values: values })) ?? null;
  return { MatchExpressions: shown(matchExpressions), MatchFields: shown(matchFields) };
}

/** Requirements are added behind those that were there; a term that required nothing stays as it was. */
function hasOnlyAdditions(old: NodeSelectorTerm = {}, term: NodeSelectorTerm): boolean {
  const fields = ['matchExpressions', 'matchFields'] as const;
  if (fields.every((field) => (old[field]?.length ?? 0) === 0)) return isSame(old, term);
  return fields.every((field) => isSame(old[field], term[field]?.slice(0, old[field]?.length ?? 0)));
}
