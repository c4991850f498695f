import type { Family, Service } from '../../model/index.ts';
import { isHeadless, parseAddress } from '../../model/index.ts';
import type { Rejection } from './rejection.ts';

export type IPFamily = 'IPv4' | 'IPv6';

/** The families that a Service ends up with, or why it cannot have those it asks for. */
export type FamilyDecision =
  | { readonly kind: 'decided'; readonly policy: string; readonly families: readonly IPFamily[] }
  | { readonly kind: 'rejected'; readonly rejections: readonly Rejection[] };

export function familyName(family: Family): IPFamily {
  return family === 4 ? 'IPv4' : 'IPv6';
}

/** The cluster IPs that a Service names, `None` among them; none of them empty. */
export function requestedIPs(service: Service): readonly string[] {
  const { clusterIP, clusterIPs } = service.spec;
  return (clusterIPs ?? [clusterIP ?? '']).filter((ip) => ip !== '');
}

/**
 * Decides ipFamilyPolicy and ipFamilies of a Service that is no ExternalName; `cluster` has the primary family first.
 *
 * pkg/registry/core/service/storage/alloc.go (initIPFamilyFields)
 */
export function decideFamilies(service: Service, cluster: readonly IPFamily[]): FamilyDecision {
  const selectorless = Object.keys(service.spec.selector ?? {}).length === 0;
  const free = isHeadless(service) && selectorless;
  const policy = service.spec.ipFamilyPolicy ?? (free ? 'RequireDualStack' : 'SingleStack');
  const named = (service.spec.ipFamilies ?? []).filter((each) => each === 'IPv4' || each === 'IPv6');
  const inferred = inferFamilies(service, named, cluster);

  const first = [...policyConflicts(service, policy), ...inferred.rejections];
  if (first.length > 0) return { kind: 'rejected', rejections: first };
  const families = inferred.families.length > 0 ? inferred.families : cluster.slice(0, 1);
  // Nobody allocates addresses for these, so that they may have families which the cluster has not.
  if (free) return { kind: 'decided', policy, families: policy === 'SingleStack' ? families : bothFamilies(families) };

  const second = [...unavailable(policy, cluster), ...unconfigured(inferred.families, cluster)];
  if (second.length > 0) return { kind: 'rejected', rejections: second };
  const both = policy !== 'SingleStack' && cluster.length === 2;
  return { kind: 'decided', policy, families: both ? bothFamilies(families) : families };
}

function bothFamilies(families: readonly IPFamily[]): readonly IPFamily[] {
  const [primary] = families;
  if (primary === undefined || families.length > 1) return families;
  return [primary, primary === 'IPv4' ? 'IPv6' : 'IPv4'];
}

function policyConflicts(service: Service, policy: string): readonly Rejection[] {
  if (policy !== 'SingleStack') return [];
  const conflict = (what: string): Rejection => ({
    path: ['spec', 'ipFamilyPolicy'],
    value: policy,
    code: 'ip-family-policy',
    message: `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
  });
  return [
    ...(requestedIPs(service).length === 2 ? [conflict('cluster IPs')] : []),
    ...(service.spec.ipFamilies?.length === 2 ? [conflict('IP families')] : []),
  ];
}

/** Families named by the user, and those of the addresses beyond them. */
function inferFamilies(
  service: Service,
  named: readonly IPFamily[],
  cluster: readonly IPFamily[],
): { readonly families: readonly IPFamily[]; readonly rejections: readonly Rejection[] } {
  const families = [...named];
  const rejections: Rejection[] = [];
  const ips = requestedIPs(service);
  for (const [index, ip] of ips.entries()) {
    const address = parseAddress(ip);
    if (address === undefined) break;
    const family = familyName(address.family);
    if (index >= families.length && cluster.includes(family)) families.push(family);
    else if (index >= named.length) rejections.push(notOnCluster(index, ips, family));
    else if (families[index] !== family) rejections.push(otherFamily(index, ips, families[index]));
  }
  return { families, rejections };
}

function notOnCluster(index: number, ips: readonly string[], family: IPFamily): Rejection {
  const message = `${family} is not configured on this cluster`;
  return { path: ['spec', 'clusterIPs', index], value: ips, code: 'ip-family-unavailable', message };
}

/** ValidateServiceClusterIPsRelatedFields in pkg/apis/core/validation/validation.go */
function otherFamily(index: number, ips: readonly string[], family: string | undefined): Rejection {
  const message = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``;
  return { path: ['spec', 'clusterIPs', index], value: ips[index] ?? '', code: 'ip-family-mismatch', message };
}

function unavailable(policy: string, cluster: readonly IPFamily[]): readonly Rejection[] {
  if (policy !== 'RequireDualStack' || cluster.length > 1) return [];
  const message = 'this cluster is not configured for dual-stack services';
  return [{ path: ['spec', 'ipFamilyPolicy'], value: policy, code: 'ip-family-unavailable', message }];
}

function unconfigured(families: readonly IPFamily[], cluster: readonly IPFamily[]): readonly Rejection[] {
  return families.flatMap((family, index): readonly Rejection[] => {
    if (cluster.includes(family)) return [];
    const message = 'not configured on this cluster';
    return [{ path: ['spec', 'ipFamilies', index], value: family, code: 'ip-family-unavailable', message }];
  });
}
