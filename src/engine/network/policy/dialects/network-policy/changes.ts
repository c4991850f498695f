import type { FieldPath, Json, KubernetesObject } from '../../../../model/index.ts';
import { isObject, valueAt } from '../../../../model/index.ts';
import { type PolicyChange, removal, replacement } from '../../contract/change.ts';
import { addressChanges, isOnly, peerDropped, portDropped, withList } from '../../mutations/item-changes.ts';
import { nameChanges, numberChanges, protocolChanges } from '../../mutations/port-changes.ts';
import { changesIn } from '../../mutations/walk.ts';

/** Everything that a NetworkPolicy may say otherwise: rules, peers, blocks, ports, selectors and policy types. */
export function networkPolicyChanges(policy: KubernetesObject): readonly PolicyChange[] {
  return changesIn(policy, ['podSelector', 'namespaceSelector'], (path, value) => changesAt(policy, path, value));
}

function changesAt(policy: Json, path: FieldPath, value: Json): readonly PolicyChange[] {
  const field = path.at(-1);
  if (typeof field === 'number') return itemChanges(policy, path);
  switch (field) {
    case 'policyTypes':
      return typeChanges(path, value);
    case 'cidr':
      return addressChanges(path, value);
    case 'except':
      return exceptionChanges(path, value);
    case 'protocol':
      return protocolChanges(path, value);
    case 'port':
      return portChanges(policy, path, value);
    case 'endPort':
      return [...numberChanges(path, value), removal(path, 'means the first port of the range only')];
    default:
      return [];
  }
}

function itemChanges(policy: Json, path: FieldPath): readonly PolicyChange[] {
  switch (path.at(-2)) {
    case 'ingress':
    case 'egress':
      return [removal(path, 'drops the rule')];
    case 'ports':
      return portDropped(policy, path);
    case 'from':
    case 'to':
      return [...lastPeerDropped(policy, path), ...peerSplit(policy, path)];
    case 'except':
      return addressChanges(path, valueAt(policy, path));
    default:
      return [];
  }
}

/** A rule without any peer is about everyone. */
function lastPeerDropped(policy: Json, path: FieldPath): readonly PolicyChange[] {
  if (!isOnly(policy, path)) return peerDropped(policy, path);
  return [withList(path, 'drops the only peer: everyone is meant')];
}

/** One dash too many: both selectors have to match, and now either will do. */
function peerSplit(policy: Json, path: FieldPath): readonly PolicyChange[] {
  const peer = valueAt(policy, path);
  const { podSelector, namespaceSelector } = isObject(peer) ? peer : {};
  if (podSelector === undefined || namespaceSelector === undefined) return [];
  const list = valueAt(policy, path.slice(0, -1)) as readonly Json[];
  const value = list.toSpliced(Number(path.at(-1)), 1, { namespaceSelector }, { podSelector });
  return [{ path, what: 'makes two peers of one: either selector will do', set: { path: path.slice(0, -1), value } }];
}

/** A number, or a name. The start of a range stays: shifted alone it might pass the end. */
function portChanges(policy: Json, path: FieldPath, value: Json): readonly PolicyChange[] {
  if (typeof value === 'string') return nameChanges(path, value);
  const isStart = valueAt(policy, [...path.slice(0, -1), 'endPort']) !== undefined;
  return isStart ? [] : numberChanges(path, value);
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

/** All exceptions; of several, each alone. */
function exceptionChanges(path: FieldPath, value: Json): readonly PolicyChange[] {
  const all = removal(path, 'allows the exceptions too');
  const exceptions: readonly Json[] = Array.isArray(value) ? value : [];
  if (exceptions.length < 2) return [all];
  return [all, ...exceptions.map((each, index) => removal([...path, index], `allows the exception ${each} too`))];
}
