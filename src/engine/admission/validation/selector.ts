import type { FieldPath, LabelSelector, Labels } from '../../model/index.ts';
import { compileSelector, formatFieldPath, selects } from '../../model/index.ts';
import { labelValue, qualifiedName } from './formats.ts';
import type { Report } from './report.ts';
import { check, forbidden, invalid, invalidEach, required, sortedMap } from './report.ts';

/**
 * Checks keys and values of a map of labels. The server names the map, not the entry (apimachinery
 * pkg/apis/meta/v1/validation), and calls it `shown` where that is given.
 */
export function validateLabels(report: Report, path: FieldPath, labels: Labels | undefined, shown?: string): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    const keyMessages = qualifiedName(key);
    const valueMessages = labelValue(value);
    if (keyMessages.length + valueMessages.length === 0) continue;
    const field = { path: [...path, key], shown: shown ?? formatFieldPath(path) };
    invalidEach(report, field, key, keyMessages);
    invalidEach(report, field, value, valueMessages);
  }
}

/**
 * Checks a meta/v1 LabelSelector and reports whether it can be used (ValidateLabelSelector in apimachinery
 * pkg/apis/meta/v1/validation).
 */
export function validateLabelSelector(report: Report, path: FieldPath, selector: LabelSelector | undefined): boolean {
  if (selector === undefined) return true;
  const before = report.problems.length;
  if (selector.matchLabels !== undefined) validateLabels(report, [...path, 'matchLabels'], selector.matchLabels);
  for (const [index, { key, operator, values }] of (selector.matchExpressions ?? []).entries()) {
    const at = [...path, 'matchExpressions', index];
    validateOperator(report, at, operator, values);
    invalidEach(report, [...at, 'key'], key ?? '', qualifiedName(key ?? ''));
    for (const [item, value] of (values ?? []).entries()) {
      check(report, [...at, 'values'], item, value, labelValue);
    }
  }
  return report.problems.length === before;
}

function validateOperator(report: Report, at: FieldPath, operator: string, values: readonly string[] = []): void {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        required(report, [...at, 'values'], "must be specified when `operator` is 'In' or 'NotIn'");
      }
      return;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        forbidden(report, [...at, 'values'], "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      }
      return;
    default:
      invalid(report, [...at, 'operator'], operator ?? '', 'not a valid selector operator');
  }
}

/** Reports whether a selector selects nothing in particular: neither labels nor expressions. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}

const TEMPLATE_LABELS: FieldPath = ['spec', 'template', 'metadata', 'labels'];

/** Reports a template whose labels its own controller does not select; without a selector it selects nothing. */
export function validateSelectorMatchesTemplate(
  report: Report,
  selector: LabelSelector | undefined,
  labels: Labels | undefined,
): void {
  if (selector !== undefined && selects(compileSelector(selector), labels)) return;
  invalid(report, TEMPLATE_LABELS, sortedMap(labels), '`selector` does not match template `labels`');
}

/** A selector as the server prints it in messages. */
export function shownSelector({ matchLabels, matchExpressions }: LabelSelector = {}): unknown {
  return {
    ...(Object.keys(matchLabels ?? {}).length > 0 && { matchLabels: sortedMap(matchLabels) }),
    ...((matchExpressions ?? []).length > 0 && {
      matchExpressions: matchExpressions?.map(({ key, operator, values }) => ({
        key,
        operator,
        ...((values ?? []).length > 0 && { values }),
      })),
    }),
  };
}
