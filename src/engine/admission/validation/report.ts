import type { FieldPath } from '../../model/index.ts';
import { formatFieldPath } from '../../model/index.ts';
import type { Problem } from '../problem.ts';
import type { Format } from './formats.ts';

/** What the validators of one object write to: problems in the API server's order, and what the server's version decides. */
export interface Report {
  readonly problems: Problem[];
  readonly gates: Gates;
}

/** The feature gates that change what is valid (pkg/features/kube_features.go). */
export interface Gates {
  /** StrictIPCIDRValidation, on since 1.36: no leading zeros, no host bits in CIDRs, no IPv4-mapped IPv6. */
  readonly strictAddresses: boolean;
  /** RelaxedServiceNameValidation, on since 1.36: a Service's name may start with a digit. */
  readonly relaxedServiceNames: boolean;
  /** Endpoints are deprecated since 1.33. */
  readonly endpointsDeprecated: boolean;
  /** PreferSameTrafficDistribution, on since 1.34: two more values of a Service's `trafficDistribution`. */
  readonly sameTrafficDistribution: boolean;
  /** `spec.externalIPs` of Services are deprecated since 1.36. */
  readonly externalIPsDeprecated: boolean;
  /** A StatefulSet's `revisionHistoryLimit` may change since 1.33. */
  readonly mutableRevisionHistory: boolean;
}

/** An empty report, for a server of that version (`1.36`). */
export function reportOf(kubernetesVersion = '1.36'): Report {
  const minor = Number(kubernetesVersion.split('.')[1] ?? 0);
  const gates: Gates = {
    strictAddresses: minor >= 36,
    relaxedServiceNames: minor >= 36,
    endpointsDeprecated: minor >= 33,
    sameTrafficDistribution: minor >= 34,
    externalIPsDeprecated: minor >= 36,
    mutableRevisionHistory: minor >= 33,
  };
  return { problems: [], gates };
}

/**
 * A field; `shown` is the server's name for it where that is not the path's own text, and `hint` what there is to say
 * beside the server's words.
 */
export type Field = FieldPath | { readonly path: FieldPath; readonly shown: string; readonly hint?: string };

/** An entry of a map, which the API server prints in brackets whatever its key: `limits[cpu]`. */
export function entry(path: FieldPath, key: string): Field {
  return { path: [...path, key], shown: `${formatFieldPath(path)}[${key}]` };
}

function add(report: Report, code: string, field: Field, body: string): void {
  const renamed = 'shown' in field;
  const path = renamed ? field.path : field;
  const message = `${renamed ? field.shown : formatFieldPath(field)}: ${body}`;
  report.problems.push({ path, code, message, ...(renamed && field.hint !== undefined && { hint: field.hint }) });
}

/** A value that breaks a rule: `spec.replicas: Invalid value: -1: must be greater than or equal to 0`. */
export function invalid(report: Report, field: Field, value: unknown, detail: string): void {
  const end = detail === '' ? '' : `: ${detail}`;
  add(report, 'invalid', field, `Invalid value: ${formatValue(value)}${end}`);
}

/** One `invalid` for each of the messages that a format gave about the value. */
export function invalidEach(report: Report, field: Field, value: string, messages: readonly string[]): void {
  for (const message of messages) invalid(report, field, value, message);
}

export function required(report: Report, field: Field, detail = ''): void {
  add(report, 'required', field, detail === '' ? 'Required value' : `Required value: ${detail}`);
}

export function duplicate(report: Report, field: Field, value: unknown, detail = ''): void {
  const end = detail === '' ? '' : `: ${detail}`;
  add(report, 'duplicate', field, `Duplicate value: ${formatValue(value)}${end}`);
}

export function notFound(report: Report, field: Field, value: string): void {
  add(report, 'not-found', field, `Not found: ${formatValue(value)}`);
}

/** A value outside an enumeration; `supported` is printed in the order given. */
export function notSupported(report: Report, field: Field, value: unknown, supported: readonly string[]): void {
  const list = supported.map((each) => JSON.stringify(each)).join(', ');
  add(report, 'not-supported', field, `Unsupported value: ${formatValue(value)}: supported values: ${list}`);
}

export function forbidden(report: Report, field: Field, detail: string): void {
  add(report, 'forbidden', field, `Forbidden: ${detail}`);
}

export function tooLong(report: Report, field: Field, bytes: number): void {
  add(report, 'too-long', field, `Too long: may not be more than ${bytes} bytes`);
}

export function tooMany(report: Report, field: Field, items: number, most: number): void {
  add(report, 'too-many', field, `Too many: ${items}: must have at most ${most} item${most === 1 ? '' : 's'}`);
}

/** A rule written in CEL that does not hold; the server prints no value where the field is an object. */
export function violates(report: Report, field: Field, message: string): void {
  add(report, 'invalid', field, `Invalid value: ${message}`);
}

/** News that the API server sends as a warning header; the object is accepted. */
export function warn(report: Report, path: FieldPath, message: string): void {
  report.problems.push({ path, code: 'api-warning', severity: 'warning', message });
}

/** As `warn`, with the field's name in front, as most of the server's warnings have it. */
export function warnAt(report: Report, field: Field, text: string): void {
  if ('shown' in field) warn(report, field.path, `${field.shown}: ${text}`);
  else warn(report, field, `${formatFieldPath(field)}: ${text}`);
}

/** Reports what a format holds against the field `key` of the object at `at`. */
export function check(report: Report, at: FieldPath, key: string | number, value: string, format: Format): void {
  const messages = format(value);
  if (messages.length > 0) invalidEach(report, [...at, key], value, messages);
}

/** Reports a number below zero in the field `key` of the object at `at`. */
export function nonNegative(report: Report, at: FieldPath, key: string, value: number | undefined): void {
  if (value !== undefined && value < 0) invalid(report, [...at, key], value, 'must be greater than or equal to 0');
}

/**
 * Prints a value as a Go field.Error does: quoted strings, bare numbers, JSON for the rest with the keys of maps sorted
 * (apimachinery pkg/util/validation/field/errors.go). Structs are passed with their fields in Go's order.
 */
function formatValue(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

/** A map of strings as Go's JSON encoder writes it, for messages: keys sorted, `null` where there is none. */
export function sortedMap(map: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> | null {
  if (map === undefined) return null;
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
