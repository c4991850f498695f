import type { FieldPath } from '../model/index.ts';
import { isObject, type Json, valueAt } from './edit.ts';

/** One thing that a policy may say otherwise. */
export interface PolicyChange {
  /** The field that it is about. */
  readonly path: FieldPath;
  /** Continues a sentence about the mutant: `shifts port 80 to 81`. */
  readonly what: string;
  /** What is set, where that is another field; `undefined` removes. */
  readonly set: { readonly path: FieldPath; readonly value: Json };
}

/**
 * Everything that a policy of any kind may say otherwise, one thing at a time, in the order in which it is written: rules,
 * peers, ports, selectors, policy types, exceptions and actions.
 */
export function changesOf(policy: Json): readonly PolicyChange[] {
  return visit(policy, ['spec']);
}

function visit(policy: Json, path: FieldPath): readonly PolicyChange[] {
  const value = valueAt(policy, path);
  const steps = Array.isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];
  return [...changesAt(policy, path, value), ...steps.flatMap((step) => visit(policy, [...path, step]))];
}

function changesAt(policy: Json, path: FieldPath, value: Json): readonly PolicyChange[] {
  const field = path.at(-1);
  const list = path.at(-2);
  if (typeof field === 'number') return itemChanges(policy, path, String(list));
  switch (field) {
    case 'podSelector':
    case 'namespaceSelector':
    case 'namespaces':
    case 'nodes':
      return isObject(value) ? selectorChanges(policy, path, value) : [];
    case 'policyTypes':
      return typeChanges(path, value);
    case 'except':
      return [removal(path, 'allows the exceptions too')];
    case 'action':
      return [
        replacement(
          path,
          value === 'Deny' ? 'allows instead of denying' : `denies instead of ${value}`,
          opposite(path, policy),
        ),
      ];
    default:
      return portChanges(policy, path, value);
  }
}

/** An item of a list of rules, peers or ports. An only peer or port is dropped with its list, which then restricts nothing. */
function itemChanges(policy: Json, path: FieldPath, list: string): readonly PolicyChange[] {
  if (list === 'ingress' || list === 'egress') return [removal(path, 'drops the rule')];
  const whole = path.slice(0, -1);
  const isOnly = (valueAt(policy, whole) as readonly Json[]).length === 1;
  if (list === 'ports' || list === 'protocols') {
    if (isOnly)
      return [{ path, what: 'drops the only port: every port is meant', set: { path: whole, value: undefined } }];
    return [removal(path, 'drops the port')];
  }
  if (list !== 'from' && list !== 'to') return [];
  if (!isOnly) return [removal(path, 'drops the peer')];
  if (valueAt(policy, ['kind']) !== 'NetworkPolicy') return [];
  return [{ path, what: 'drops the only peer: everyone is meant', set: { path: whole, value: undefined } }];
}

/** Matches no label that anybody has. */
const NOBODY = { 'curlew.dev/mutant': 'nobody' };

function selectorChanges(
  policy: Json,
  path: FieldPath,
  selector: Readonly<Record<string, Json>>,
): readonly PolicyChange[] {
  const changes: PolicyChange[] = [];
  const isEmpty = ['matchLabels', 'matchExpressions'].every((key) => Object.keys(selector[key] ?? {}).length === 0);
  if (!isEmpty) changes.push(replacement(path, `widens ${path.at(-1)} to everything`, {}));
  const peer = path.slice(0, -1);
  const isPeer = path.includes('from') || path.includes('to');
  if (!isPeer) return changes;
  const labels = isObject(selector['matchLabels']) ? selector['matchLabels'] : {};
  changes.push(
    replacement(path, `narrows ${path.at(-1)} to nothing`, { ...selector, matchLabels: { ...labels, ...NOBODY } }),
  );
  if (
    path.at(-1) === 'podSelector' &&
    typeof peer.at(-1) === 'number' &&
    valueAt(policy, [...peer, 'namespaceSelector']) === undefined
  ) {
    changes.push({
      path,
      what: 'selects the pods of every namespace',
      set: { path: [...peer, 'namespaceSelector'], value: {} },
    });
  }
  return changes;
}

function typeChanges(path: FieldPath, value: Json): readonly PolicyChange[] {
  const types: readonly Json[] = Array.isArray(value) ? value : [];
  return ['Ingress', 'Egress'].flatMap((type) => {
    if (!types.includes(type)) return [replacement(path, `isolates ${type.toLowerCase()} too`, [...types, type])];
    if (types.length === 1) return [];
    return [
      replacement(
        path,
        `leaves ${type.toLowerCase()} alone`,
        types.filter((each) => each !== type),
      ),
    ];
  });
}

/** A port's number, the end of its range, or its name. */
function portChanges(policy: Json, path: FieldPath, value: Json): readonly PolicyChange[] {
  const field = String(path.at(-1));
  if (!path.includes('ports') && !path.includes('protocols')) return [];
  if (typeof value === 'string' && ['port', 'namedPort', 'destinationNamedPort'].includes(field)) {
    return [replacement(path, `shifts port ${value} to a name that no port has`, 'curlew-mutant')];
  }
  const isRange = valueAt(policy, [...path.slice(0, -1), 'endPort']) !== undefined && field === 'port';
  if (typeof value !== 'number' || isRange || !['port', 'endPort', 'number', 'end'].includes(field)) return [];
  const shifted = value === 65535 ? value - 1 : value + 1;
  return [replacement(path, `shifts port ${value} to ${shifted}`, shifted)];
}

/** The word for it differs by the kind: Allow, or Accept. */
function opposite(path: FieldPath, policy: Json): string {
  if (valueAt(policy, path) !== 'Deny') return 'Deny';
  return valueAt(policy, ['kind']) === 'ClusterNetworkPolicy' ? 'Accept' : 'Allow';
}

function removal(path: FieldPath, what: string): PolicyChange {
  return replacement(path, what, undefined);
}

function replacement(path: FieldPath, what: string, value: Json): PolicyChange {
  return { path, what, set: { path, value } };
}
