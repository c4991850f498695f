import type { FieldPath, Json } from '../../../model/index.ts';
import { type PolicyChange, replacement } from '../contract/change.ts';

/** A port's number, or the end of a range: the one beside it is meant. */
export function numberChanges(path: FieldPath, value: Json): readonly PolicyChange[] {
  if (typeof value !== 'number') return [];
  const shifted = value === 65535 ? value - 1 : value + 1;
  return [replacement(path, `shifts port ${value} to ${shifted}`, shifted)];
}

/** The name of a port. */
export function nameChanges(path: FieldPath, value: Json): readonly PolicyChange[] {
  if (typeof value !== 'string') return [];
  return [replacement(path, `shifts port ${value} to a name that no port has`, 'curlew-mutant')];
}

/** The name of a protocol. */
export function protocolChanges(path: FieldPath, value: Json): readonly PolicyChange[] {
  return [replacement(path, `means ${otherProtocol(value)}, not ${value}`, otherProtocol(value))];
}

export function otherProtocol(protocol: Json): string {
  return protocol === 'TCP' ? 'UDP' : 'TCP';
}
