import { bitsOf, cidrOf, type FieldPath, formatCidr, type Json, parseCidr, valueAt } from '../../../model/index.ts';
import { type PolicyChange, removal, replacement } from '../contract/change.ts';

/** A port of a rule. An only one is dropped with its list, which then restricts nothing. */
export function portDropped(policy: Json, path: FieldPath): readonly PolicyChange[] {
  if (!isOnly(policy, path)) return [removal(path, 'drops the port')];
  return [withList(path, 'drops the only port: every port is meant')];
}

/** A peer of a rule; of an only one this says nothing. */
export function peerDropped(policy: Json, path: FieldPath): readonly PolicyChange[] {
  return isOnly(policy, path) ? [] : [removal(path, 'drops the peer')];
}

/** A name or a range of addresses in a list; of an only one this says nothing. */
export function nameDropped(policy: Json, path: FieldPath): readonly PolicyChange[] {
  return isOnly(policy, path) ? [] : [removal(path, `drops ${valueAt(policy, path)}`)];
}

/** The first rule that matches decides, so two that do different things may not change places. */
export function orderChanges(policy: Json, path: FieldPath): readonly PolicyChange[] {
  const list = path.slice(0, -1);
  const index = Number(path.at(-1));
  const rules = valueAt(policy, list) as readonly Json[];
  const [rule, next] = [rules[index], rules[index + 1]];
  if (next === undefined || valueAt(rule, ['action']) === valueAt(next, ['action'])) return [];
  const value = rules.toSpliced(index, 2, next, rule);
  return [{ path, what: 'comes after the next rule', set: { path: list, value } }];
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

/** Leaves out the whole list of which the item is the only one. */
export function withList(path: FieldPath, what: string): PolicyChange {
  return { path, what, set: { path: path.slice(0, -1), value: undefined } };
}

export function isOnly(policy: Json, path: FieldPath): boolean {
  return (valueAt(policy, path.slice(0, -1)) as readonly Json[]).length === 1;
}
