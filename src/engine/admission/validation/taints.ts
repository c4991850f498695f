import type { FieldPath, Taint, Toleration } from '../../model/index.ts';
import { labelValue, qualifiedName } from './formats.ts';
import type { Report } from './report.ts';
import { check, duplicate, invalid, invalidEach, notSupported, required } from './report.ts';

const EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Checks a pod's tolerations (ValidateTolerations). */
export function validateTolerations(report: Report, path: FieldPath, tolerations: readonly Toleration[]): void {
  for (const [
    index,
    { key = '', operator = '', value = '', effect = '', tolerationSeconds },
  ] of tolerations.entries()) {
    const at = [...path, index];
    if (key !== '') check(report, at, 'key', key, qualifiedName);
    else if (operator !== 'Exists') {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      invalid(report, [...at, 'operator'], operator, detail);
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      invalid(report, [...at, 'effect'], effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    const messages = labelValue(value);
    if (operator === 'Equal' || operator === '') {
      if (messages.length > 0) invalid(report, [...at, 'operator'], value, messages.join(';'));
    } else if (operator !== 'Exists') {
      const supported = operator === 'Lt' || operator === 'Gt' ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists'];
      notSupported(report, [...at, 'operator'], operator, supported);
    } else if (value !== '') {
      invalid(report, [...at, 'operator'], value, "value must be empty when `operator` is 'Exists'");
    }
    if (effect !== '') validateTaintEffect(report, [...at, 'effect'], effect);
  }
}

/** Checks a node's taints; no two may have the same key and effect (validateNodeTaints). */
export function validateTaints(report: Report, path: FieldPath, shown: string, taints: readonly Taint[]): void {
  const seen = new Set<string>();
  for (const [index, { key = '', value = '', effect = '' }] of taints.entries()) {
    const field = (name: string) => ({ path: [...path, index, name], shown: `${shown}[${index}].${name}` });
    invalidEach(report, field('key'), key, qualifiedName(key));
    const messages = labelValue(value);
    if (messages.length > 0) invalid(report, field('value'), value, messages.join(';'));
    if (effect === '') required(report, field('effect'));
    else if (!EFFECTS.includes(effect)) notSupported(report, field('effect'), effect, EFFECTS);
    const identity = `${key}:${effect}`;
    if (seen.has(identity)) {
      const taint = { Key: key, Value: value, Effect: effect, TimeAdded: null };
      const at = { path: [...path, index], shown: `${shown}[${index}]` };
      duplicate(report, at, taint, 'taints must be unique by key and effect pair');
    }
    seen.add(identity);
  }
}

function validateTaintEffect(report: Report, at: FieldPath, effect: string): void {
  if (!EFFECTS.includes(effect)) notSupported(report, at, effect, EFFECTS);
}
