import type { LabelSelector } from '../../engine/model/index.ts';
import { compareText } from '../../engine/model/index.ts';
import { orNone } from './column.ts';

/**
 * Prints a label selector as tables show it: requirements sorted by key, `app=web,tier in (front)`; `<none>` for one
 * that is empty or absent (FormatLabelSelector in apimachinery pkg/apis/meta/v1/helpers.go; Requirement.String in
 * pkg/labels/selector.go).
 *
 * An expression with one value keeps its parentheses: it is not the same text as the label it stands for.
 */
export function selectorText(selector: LabelSelector | undefined): string {
  const labels = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const expressions = (selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => ({
    key,
    text: expressionText(key, operator, values),
  }));
  const requirements = [...labels, ...expressions].sort((a, b) => compareText(a.key, b.key));
  return orNone(requirements.map(({ text }) => text).join(','));
}

function expressionText(key: string, operator: string, values: readonly string[]): string {
  const list = `(${[...values].sort(compareText).join(',')})`;
  switch (operator) {
    case 'In':
      return `${key} in ${list}`;
    case 'NotIn':
      return `${key} notin ${list}`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}
