import type { Address } from '../../model/index.ts';
import type { ServiceSpec } from '../written.ts';
import { endpointAddress, legacyAddress } from './addresses.ts';
import type { Field, Report } from './report.ts';
import { duplicate, invalid, notSupported } from './report.ts';

const FAMILIES: readonly string[] = ['IPv4', 'IPv6'];
const POLICIES: readonly string[] = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** The cluster IPs of a Service, from whichever of the two fields holds them, and the server's names for them. */
interface ClusterIPs {
  readonly values: readonly string[];
  readonly field: Field;
  at(index: number): Field;
}

/** Reads `clusterIPs`, or else `clusterIP`, which the server copies there before it validates (normalizeClusterIPs). */
export function clusterIPsOf({ clusterIP = '', clusterIPs = [] }: ServiceSpec): ClusterIPs {
  const path = ['spec', 'clusterIPs'];
  if (clusterIPs.length > 0) return { values: clusterIPs, field: path, at: (index) => [...path, index] };
  const field: Field = { path: ['spec', 'clusterIP'], shown: 'spec.clusterIPs' };
  const at = (index: number): Field => ({ path: field.path, shown: `spec.clusterIPs[${index}]` });
  return { values: clusterIP === '' ? [] : [clusterIP], field, at };
}

/** Reports whether the Service has the cluster IP None. */
export function isHeadless(spec: ServiceSpec): boolean {
  const { values } = clusterIPsOf(spec);
  return values.length === 1 && values[0] === 'None';
}

/** Checks cluster IPs and families by themselves and against each other (ValidateServiceClusterIPsRelatedFields). */
export function validateClusterIPs(report: Report, spec: ServiceSpec): void {
  if (spec.type === 'ExternalName') return;
  const { values, field, at } = clusterIPsOf(spec);
  if ((spec.clusterIP ?? '') === '' && (spec.clusterIPs ?? []).length > 0) {
    invalid(report, field, values, 'must be empty when `clusterIP` is not specified');
  }
  if ((spec.clusterIP ?? '') !== '' && values[0] !== spec.clusterIP) {
    invalid(report, field, values, 'first value must match `clusterIP`');
  }
  validateFamilies(report, spec);
  const misplaced = values.length > 1 && values[0] === 'None';
  if (misplaced) invalid(report, field, values, "'None' must be the first and only value");
  const addresses = values.map((value, index): Address | undefined =>
    index === 0 && value === 'None' ? undefined : legacyAddress(report, at(index), value),
  );
  if (values.length > 2) invalid(report, field, values, 'may only hold up to 2 values');
  if (addresses.some((address, index) => address === undefined && (misplaced || values[index] !== 'None'))) return;
  if (values.length > 1 && new Set(addresses.map((address) => address?.family)).size < 2) {
    invalid(report, field, values, 'may specify no more than one IP for each IP family');
  }
  for (const [index, address] of addresses.entries()) {
    const family = spec.ipFamilies?.[index];
    if (address === undefined || family === undefined || family === `IPv${address.family}`) continue;
    if (!FAMILIES.includes(family)) continue;
    invalid(report, at(index), values[index], `expected an ${family} value as indicated by \`ipFamilies[${index}]\``);
  }
}

function validateFamilies(report: Report, { ipFamilies = [], ipFamilyPolicy }: ServiceSpec): void {
  for (const [index, family] of ipFamilies.entries()) {
    const at = ['spec', 'ipFamilies', index];
    if (!FAMILIES.includes(family)) notSupported(report, at, family, FAMILIES);
    if (ipFamilies.indexOf(family) < index) duplicate(report, at, family);
  }
  if (ipFamilyPolicy !== undefined && !POLICIES.includes(ipFamilyPolicy)) {
    notSupported(report, ['spec', 'ipFamilyPolicy'], ipFamilyPolicy, POLICIES);
  }
}

/** External IPs keep the rules of endpoints: no loopback, no link-local address. */
export function validateExternalIPs(report: Report, externalIPs: readonly string[]): void {
  for (const [index, ip] of externalIPs.entries()) {
    const at = ['spec', 'externalIPs', index];
    const address = legacyAddress(report, at, ip);
    if (address !== undefined) endpointAddress(report, at, ip, address);
  }
}
