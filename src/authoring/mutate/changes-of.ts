import type { FieldPath } from '../../engine/model/index.ts';
import { isObject, type Json, valueAt } from './edit.ts';
import { addressChanges, exceptionChanges, itemChanges } from './peer-changes.ts';
import { type PolicyChange, replacement } from './policy-change.ts';
import { portChanges } from './port-changes.ts';
import { selectorChanges } from './selector-changes.ts';

/** What else a policy's meaning rests on. */
interface Surroundings {
  /** The priorities of the other policies of its tier. */
  readonly priorities?: readonly number[];
}

const SELECTORS: readonly Json[] = ['podSelector', 'namespaceSelector', 'namespaces', 'nodes'];

/**
 * Everything that a policy of any kind may say otherwise, one thing at a time, in the order in which it is written: rules,
 * peers, addresses, ports, selectors, policy types, actions, priorities and tiers.
 */
export function changesOf(policy: Json, surroundings: Surroundings = {}): readonly PolicyChange[] {
  return visit(policy, ['spec'], surroundings);
}

/** Below a selector stand labels, whose names say nothing about policies. */
function visit(policy: Json, path: FieldPath, around: Surroundings): readonly PolicyChange[] {
  const value = valueAt(policy, path);
  if (SELECTORS.includes(path.at(-1)) && isObject(value)) return selectorChanges(policy, path, value);
  const steps = Array.isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];
  const below = steps.flatMap((step) => visit(policy, [...path, step], around));
  return [...changesAt(policy, path, around), ...below];
}

function changesAt(policy: Json, path: FieldPath, { priorities = [] }: Surroundings): readonly PolicyChange[] {
  const field = path.at(-1);
  const value = valueAt(policy, path);
  if (typeof field === 'number') return itemChanges(policy, path);
  switch (field) {
    case 'policyTypes':
      return typeChanges(path, value);
    case 'cidr':
      return addressChanges(path, value);
    case 'except':
      return exceptionChanges(path, value);
    case 'action':
      return actionChanges(policy, path, value);
    case 'priority':
      return path.length === 2 ? priorityChanges(path, Number(value), priorities) : [];
    case 'tier':
      return [replacement(path, `moves to tier ${otherTier(value)}`, otherTier(value))];
    default:
      return portChanges(policy, path, value);
  }
}

function typeChanges(path: FieldPath, value: Json): readonly PolicyChange[] {
  const types: readonly Json[] = Array.isArray(value) ? value : [];
  return ['Ingress', 'Egress'].flatMap((type) => {
    if (!types.includes(type)) return [replacement(path, `isolates ${type.toLowerCase()} too`, [...types, type])];
    if (types.length === 1) return [];
    const others = types.filter((each) => each !== type);
    return [replacement(path, `leaves ${type.toLowerCase()} alone`, others)];
  });
}

/** The word for allowing differs by the kind; a BaselineAdminNetworkPolicy has nothing behind it to pass on to. */
function actionChanges(policy: Json, path: FieldPath, value: Json): readonly PolicyChange[] {
  const kind = valueAt(policy, ['kind']);
  const allow = kind === 'ClusterNetworkPolicy' ? 'Accept' : 'Allow';
  const turned =
    value === 'Deny'
      ? replacement(path, 'allows instead of denying', allow)
      : replacement(path, `denies instead of ${value}`, 'Deny');
  if (value === 'Pass' || kind === 'BaselineAdminNetworkPolicy') return [turned];
  return [turned, replacement(path, `passes instead of ${value}`, 'Pass')];
}

/** Past the nearest policy in front, and past the nearest one behind. */
function priorityChanges(path: FieldPath, own: number, others: readonly number[]): readonly PolicyChange[] {
  const front = Math.max(...others.filter((each) => each <= own));
  const behind = Math.min(...others.filter((each) => each >= own));
  return [
    ...(Number.isFinite(front) ? [replacement(path, `precedes priority ${front}`, front - 1)] : []),
    ...(Number.isFinite(behind) ? [replacement(path, `gives way to priority ${behind}`, behind + 1)] : []),
  ];
}

function otherTier(tier: Json): string {
  return tier === 'Baseline' ? 'Admin' : 'Baseline';
}
