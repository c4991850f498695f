import type { FieldPath, Json, KubernetesObject } from '../../../../model/index.ts';
import { valueAt } from '../../../../model/index.ts';
import { type PolicyChange, removal, replacement } from '../../contract/change.ts';
import type { Surroundings } from '../../contract/dialect.ts';
import { addressChanges, nameDropped, orderChanges, peerDropped, portDropped } from '../../mutations/item-changes.ts';
import { type ChangesAt, changesIn } from '../../mutations/walk.ts';

/** How a kind of the network-policy-api differs from the others in what it may say otherwise. */
export interface RankedKind {
  /** The words for what a rule does; without `pass` there is nothing behind it to pass on to. */
  readonly allow: string;
  readonly pass?: string;
  /** What its ports, and fields that the others do not have, may say. */
  readonly changesAt: ChangesAt;
}

/** Everything that a policy whose first matching rule decides may say otherwise: rules, their order, peers, ports, priority. */
export function rankedChanges(
  policy: KubernetesObject,
  { orders }: Surroundings,
  kind: RankedKind,
): readonly PolicyChange[] {
  return changesIn(policy, ['podSelector', 'namespaceSelector', 'namespaces', 'nodes'], (path, value) => {
    const field = path.at(-1);
    if (typeof field === 'number') return itemChanges(policy, path);
    if (field === 'action') return actionChanges(path, value, kind);
    if (field === 'priority' && path.length === 2) return priorityChanges(path, Number(value), orders);
    return kind.changesAt(path, value);
  });
}

function itemChanges(policy: Json, path: FieldPath): readonly PolicyChange[] {
  switch (path.at(-2)) {
    case 'ingress':
    case 'egress':
      return [removal(path, 'drops the rule'), ...orderChanges(policy, path)];
    case 'ports':
    case 'protocols':
      return portDropped(policy, path);
    case 'from':
    case 'to':
      return peerDropped(policy, path);
    case 'networks':
      return [...nameDropped(policy, path), ...addressChanges(path, valueAt(policy, path))];
    case 'domainNames':
      return nameDropped(policy, path);
    default:
      return [];
  }
}

function actionChanges(path: FieldPath, value: Json, { allow, pass }: RankedKind): readonly PolicyChange[] {
  const turned =
    value === 'Deny'
      ? replacement(path, 'allows instead of denying', allow)
      : replacement(path, `denies instead of ${value}`, 'Deny');
  if (pass === undefined || value === pass) return [turned];
  return [turned, replacement(path, `passes instead of ${value}`, pass)];
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
