import type { FieldPath } from '../../model/index.ts';
import type { ClusterProblem } from '../problem.ts';
import { isLabelValue, isQualifiedName } from './formats.ts';

/** Checks the keys and values of labels. */
export function* checkLabels(labels: Readonly<Record<string, string>>, path: FieldPath): Generator<ClusterProblem> {
  for (const [key, value] of Object.entries(labels)) {
    const at = [...path, key];
    if (!isQualifiedName(key)) {
      yield { path: at, code: 'label-malformed', message: `"${key}" is no key for a label`, onKey: true };
    }
    if (!isLabelValue(value)) {
      yield { path: at, code: 'label-malformed', message: `"${value}" is no value for the label ${key}` };
    }
  }
}
