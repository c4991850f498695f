import { bitsOf, cidrOf, type FieldPath, formatCidr, parseCidr } from '../../engine/model/index.ts';
import { isObject, type Json, valueAt } from './edit.ts';
import { type PolicyChange, removal, replacement } from './policy-change.ts';

/** An item of a list of rules, peers, addresses or ports. */
export function itemChanges(policy: Json, path: FieldPath): readonly PolicyChange[] {
  switch (path.at(-2)) {
    case 'ingress':
    case 'egress':
      return [removal(path, 'drops the rule'), ...orderChanges(policy, path)];
    case 'ports':
    case 'protocols':
      return portDropped(policy, path);
    case 'from':
    case 'to':
      return [...peerDropped(policy, path), ...peerSplit(policy, path)];
    case 'except':
      return addressChanges(path, valueAt(policy, path));
    case 'networks':
      return [...nameDropped(policy, path), ...addressChanges(path, valueAt(policy, path))];
    case 'domainNames':
      return nameDropped(policy, path);
    default:
      return [];
  }
}

/** An only port is dropped with its list, which then restricts nothing. */
function portDropped(policy: Json, path: FieldPath): readonly PolicyChange[] {
  if (!isOnly(policy, path)) return [removal(path, 'drops the port')];
  const set = { path: path.slice(0, -1), value: undefined };
  return [{ path, what: 'drops the only port: every port is meant', set }];
}

/** An only peer likewise; the other kinds of policies must name one. */
function peerDropped(policy: Json, path: FieldPath): readonly PolicyChange[] {
  if (!isOnly(policy, path)) return [removal(path, 'drops the peer')];
  if (valueAt(policy, ['kind']) !== 'NetworkPolicy') return [];
  const set = { path: path.slice(0, -1), value: undefined };
  return [{ path, what: 'drops the only peer: everyone is meant', set }];
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

/** The first rule that matches decides, so two that do different things may not change places. */
function orderChanges(policy: Json, path: FieldPath): readonly PolicyChange[] {
  const list = path.slice(0, -1);
  const index = Number(path.at(-1));
  const rules = valueAt(policy, list) as readonly Json[];
  const [rule, next] = [rules[index], rules[index + 1]];
  if (next === undefined || valueAt(rule, ['action']) === valueAt(next, ['action'])) return [];
  const value = rules.toSpliced(index, 2, next, rule);
  return [{ path, what: 'comes after the next rule', set: { path: list, value } }];
}

function nameDropped(policy: Json, path: FieldPath): readonly PolicyChange[] {
  return isOnly(policy, path) ? [] : [removal(path, `drops ${valueAt(policy, path)}`)];
}

/** All exceptions; of several, each alone. */
export function exceptionChanges(path: FieldPath, value: Json): readonly PolicyChange[] {
  const all = removal(path, 'allows the exceptions too');
  const exceptions: readonly Json[] = Array.isArray(value) ? value : [];
  if (exceptions.length < 2) return [all];
  return [all, ...exceptions.map((each, index) => removal([...path, index], `allows the exception ${each} too`))];
}

/** A range of addresses twice as large, and its first half. */
export function addressChanges(path: FieldPath, value: Json): readonly PolicyChange[] {
  const cidr = typeof value === 'string' ? parseCidr(value) : undefined;
  if (cidr === undefined) return [];
  const { family, first, prefix } = cidr;
  const resized = (by: -1 | 1): string => formatCidr(cidrOf({ family, value: first }, prefix + by));
  const longest = bitsOf(family);
  return [
    ...(prefix > 0 ? [replacement(path, `widens ${value} to ${resized(-1)}`, resized(-1))] : []),
    ...(prefix < longest ? [replacement(path, `narrows ${value} to ${resized(1)}`, resized(1))] : []),
  ];
}

function isOnly(policy: Json, path: FieldPath): boolean {
  return (valueAt(policy, path.slice(0, -1)) as readonly Json[]).length === 1;
}
