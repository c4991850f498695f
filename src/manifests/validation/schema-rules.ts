import type { FieldPath, LabelSelector } from '../../model/index.ts';
import { formatFieldPath, parseCidr } from '../../model/index.ts';
import type { Report } from './report.ts';
import { invalid, notSupported, required, tooLong, tooMany, violates } from './report.ts';

/** What custom resource definitions ask of their objects, in the API server's words (apiextensions-apiserver). */

/** Reports a union with no member or with several; answers whether there is just one. */
export function exactlyOne(report: Report, path: FieldPath, union: object | undefined): boolean {
  if (union === undefined) {
    required(report, path);
    return false;
  }
  const members = Object.values(union).filter((value) => value !== undefined).length;
  if (members === 0) atLeastOneProperty(report, path, union);
  if (members > 1) tooMany(report, path, members, 1);
  return members === 1;
}

/** Reports an object without any property. */
export function atLeastOneProperty(report: Report, path: FieldPath, object: object): void {
  if (Object.values(object).some((value) => value !== undefined)) return;
  invalid(report, path, 0, `${formatFieldPath(path)} in body should have at least 1 properties`);
}

/** Reports a list that is empty or too long. */
export function itemsUpTo(report: Report, path: FieldPath, items: readonly unknown[], most: number): void {
  if (items.length === 0) invalid(report, path, 0, `${formatFieldPath(path)} in body should have at least 1 items`);
  if (items.length > most) tooMany(report, path, items.length, most);
}

/** Reports a number outside its range, or none. */
export function between(
  report: Report,
  path: FieldPath,
  value: number | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  if (value === undefined) {
    required(report, path);
    return;
  }
  const text = `${formatFieldPath(path)} in body should be`;
  if (value < min) invalid(report, path, value, `${text} greater than or equal to ${min}`);
  if (value > max) invalid(report, path, value, `${text} less than or equal to ${max}`);
}

/** Reports a value outside its enumeration, or none. */
export function oneOf(report: Report, path: FieldPath, value: string | undefined, values: readonly string[]): void {
  if (value === undefined) required(report, path);
  else if (!values.includes(value)) notSupported(report, path, value, values);
}

/** Reports a text that is too long. */
export function charactersUpTo(report: Report, path: FieldPath, text: string | undefined, most: number): void {
  if (text !== undefined && text.length > most) tooLong(report, path, most);
}

/** Reports a text that is no CIDR. */
export function isCidr(report: Report, path: FieldPath, text: string): void {
  if (parseCidr(text) === undefined) invalid(report, path, text, 'Invalid CIDR format provided');
}

const DOMAIN = /^(\*\.)?([a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.)+[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.?$/;

/** Reports a text that is no domain name of the network policy API. */
export function isDomainName(report: Report, path: FieldPath, text: string): void {
  if (DOMAIN.test(text)) return;
  invalid(report, path, text, `${formatFieldPath(path)} in body should match '${DOMAIN.source}'`);
}

/** Pods of some namespaces; the selectors that a version requires must be written, if only as `{}`. */
export interface NamespacedPod {
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector?: LabelSelector;
}

/** Reports selectors of `pods` that are missing. */
export function requireSelectors(
  report: Report,
  path: FieldPath,
  pods: NamespacedPod | undefined,
  selectors: readonly (keyof NamespacedPod)[],
): void {
  for (const selector of pods === undefined ? [] : selectors) {
    if (pods?.[selector] === undefined) required(report, [...path, selector]);
  }
}

/** Reports named ports of a rule whose peers are no pods. */
export function namedPortsNeedPods(
  report: Report,
  path: FieldPath,
  peers: readonly object[],
  { named, kinds }: { readonly named: boolean; readonly kinds: readonly string[] },
): void {
  if (!named || !peers.some((peer) => kinds.some((kind) => kind in peer))) return;
  const list = kinds.join('/');
  violates(report, path, `${list} peer cannot be set with namedPorts since there are no namedPorts for ${list}`);
}
