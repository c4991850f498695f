import type { FieldPath } from '../../engine/model/index.ts';
import { isObject, type Json, valueAt } from './edit.ts';
import { type PolicyChange, removal, replacement } from './policy-change.ts';

const NAMES: readonly Json[] = ['port', 'namedPort', 'destinationNamedPort'];
const NUMBERS: readonly Json[] = ['port', 'endPort', 'number', 'end'];

/** A port's number, the end of its range, its name, or its protocol. */
export function portChanges(policy: Json, path: FieldPath, value: Json): readonly PolicyChange[] {
  const field = path.at(-1);
  if (!path.includes('ports') && !path.includes('protocols')) return [];
  if (field === 'protocol')
    return [replacement(path, `means ${otherProtocol(value)}, not ${value}`, otherProtocol(value))];
  if (field === 'tcp' || field === 'udp' || field === 'sctp') return [renamed(policy, path)];
  if (typeof value === 'string' && NAMES.includes(field)) {
    return [replacement(path, `shifts port ${value} to a name that no port has`, 'curlew-mutant')];
  }
  const isStart = field === 'port' && valueAt(policy, [...path.slice(0, -1), 'endPort']) !== undefined;
  if (typeof value !== 'number' || isStart || !NUMBERS.includes(field)) return [];
  const shifted = value === 65535 ? value - 1 : value + 1;
  const shifts = replacement(path, `shifts port ${value} to ${shifted}`, shifted);
  return field === 'endPort' ? [shifts, removal(path, 'means the first port of the range only')] : [shifts];
}

/** A ClusterNetworkPolicy says the protocol as the name of a field. */
function renamed(policy: Json, path: FieldPath): PolicyChange {
  const item = path.slice(0, -1);
  const protocol = String(path.at(-1));
  const other = otherProtocol(protocol.toUpperCase());
  const { [protocol]: transport, ...rest } = asObject(valueAt(policy, item));
  const value = { ...rest, [other.toLowerCase()]: transport };
  return { path, what: `means ${other}, not ${protocol.toUpperCase()}`, set: { path: item, value } };
}

function otherProtocol(protocol: Json): string {
  return protocol === 'TCP' ? 'UDP' : 'TCP';
}

function asObject(value: Json): Readonly<Record<string, Json>> {
  return isObject(value) ? value : {};
}
