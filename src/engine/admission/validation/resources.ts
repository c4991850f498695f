import type { FieldPath } from '../../model/index.ts';
import { formatFieldPath, parseQuantity } from '../../model/index.ts';
import type { Container } from '../written.ts';
import { qualifiedName } from './formats.ts';
import type { Report } from './report.ts';
import { entry, invalid, invalidEach, required, warnAt } from './report.ts';

type Quantities = Readonly<Record<string, string>>;

const CONTAINER_RESOURCES: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];
const WHOLE_RESOURCES: readonly string[] = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const STANDARD_RESOURCES: readonly string[] = [
  ...CONTAINER_RESOURCES.flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  ...WHOLE_RESOURCES,
  'storage',
  'requests.storage',
];
const BYTES: readonly string[] = ['memory', 'ephemeral-storage'];
/** A whole number above zero, nothing to find fault with. */
const PLAIN = /^\d+([kMGTPE]|[KMGTPE]i)?$/;
const ONE = 1_000_000_000n;

/**
 * Checks requests and limits of a container: names, quantities, and that no request is above its limit.
 *
 * core validation.go, validateResourceRequirements
 */
export function validateResources(report: Report, path: FieldPath, resources: Container['resources']): void {
  if (resources === undefined) return;
  const { limits = {}, requests = {} } = resources;
  for (const [name, quantity] of Object.entries(limits)) {
    validateName(report, [...path, 'limits'], name);
    validateQuantity(report, [...path, 'limits'], name, quantity);
  }
  for (const [name, quantity] of Object.entries(requests)) {
    validateName(report, [...path, 'requests'], name);
    validateQuantity(report, [...path, 'requests'], name, quantity);
    validateAgainstLimit(report, path, { name, quantity, limits });
  }
}

/** Reports a quantity below zero, and a fraction of what comes in whole pieces (ValidateResourceQuantityValue). */
function validateQuantity(report: Report, path: FieldPath, name: string, quantity: string): void {
  if (PLAIN.test(quantity)) return;
  const value = parseQuantity(quantity);
  if (value === undefined) return;
  const shown = formatQuantity(quantity);
  if (BYTES.includes(name) && value % ONE !== 0n) {
    const text = `fractional byte value ${JSON.stringify(shown)} is invalid, must be an integer`;
    warnAt(report, entry(path, name), text);
  }
  if (value < 0n) invalid(report, entry(path, name), shown, 'must be greater than or equal to 0');
  if ((WHOLE_RESOURCES.includes(name) || isExtended(name)) && value % ONE !== 0n) {
    invalid(report, entry(path, name), shown, 'must be an integer');
  }
}

function validateName(report: Report, path: FieldPath, name: string): void {
  if (CONTAINER_RESOURCES.includes(name) || isHugePages(name)) return;
  const messages = qualifiedName(name);
  if (messages.length > 0) invalidEach(report, entry(path, name), name, messages);
  if (name.includes('/')) return;
  if (messages.length === 0 && !STANDARD_RESOURCES.includes(name)) {
    invalid(report, entry(path, name), name, 'must be a standard resource type or fully qualified');
  }
  invalid(report, entry(path, name), name, 'must be a standard resource for containers');
}

function validateAgainstLimit(
  report: Report,
  path: FieldPath,
  { name, quantity, limits }: { readonly name: string; readonly quantity: string; readonly limits: Quantities },
): void {
  const fixed = isHugePages(name) || isExtended(name);
  const limit = limits[name];
  if (limit === undefined) {
    if (fixed) required(report, [...path, 'limits'], 'Limit must be set for non overcommitable resources');
    return;
  }
  if (limit === quantity) return;
  const asked = parseQuantity(quantity);
  const most = parseQuantity(limit);
  if (asked === undefined || most === undefined || asked === most || (asked < most && !fixed)) return;
  const field = { path: [...path, 'requests', name], shown: formatFieldPath([...path, 'requests']) };
  const relation = fixed ? 'equal to' : 'less than or equal to';
  invalid(report, field, formatQuantity(quantity), `must be ${relation} ${name} limit of ${formatQuantity(limit)}`);
}

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** Resources of a vendor: whole pieces, and the request is the limit. */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/');
}

const DECIMAL: readonly (readonly [string, bigint])[] = [
  ['E', 10n ** 27n],
  ['P', 10n ** 24n],
  ['T', 10n ** 21n],
  ['G', 10n ** 18n],
  ['M', 10n ** 15n],
  ['k', 10n ** 12n],
  ['', ONE],
  ['m', 1_000_000n],
  ['u', 1_000n],
  ['n', 1n],
];
const BINARY = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki', ''].map((suffix, index): readonly [string, bigint] => [
  suffix,
  ONE << BigInt(10 * (6 - index)),
]);

/** Prints a quantity in its canonical form, as messages do: `0.5` is `500m`, `1024Mi` is `1Gi`. */
function formatQuantity(text: string | number): string {
  const value = parseQuantity(text) ?? 0n;
  const units = String(text).endsWith('i') ? [...BINARY, ...DECIMAL.slice(-3)] : DECIMAL;
  const unit = value === 0n ? undefined : units.find(([, size]) => value % size === 0n);
  return unit === undefined ? '0' : `${value / unit[1]}${unit[0]}`;
}
