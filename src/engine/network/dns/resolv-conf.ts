import type { ClusterView, Diagnostic, FieldPath, Pod, ResolvConf, Resource } from '../../model/index.ts';
import { qualifiedName, usesHostNetwork } from '../../model/index.ts';
import { normalizeSearches } from './format-resolv-conf.ts';

/** The resolv.conf of a pod, and the events that the kubelet records while it forms it. */
export interface PodResolvConf extends ResolvConf {
  readonly diagnostics: readonly Diagnostic[];
}

// kubernetes pkg/apis/core/validation/validation.go MaxDNS…
const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_CHARACTERS = 2048;
const MAX_DOMAIN_CHARACTERS = 253;

/**
 * The resolv.conf that the kubelet gives a pod, by its dnsPolicy and dnsConfig. ClusterFirst on the host network means
 * Default. The order of options is that of writing; the kubelet's own is random.
 *
 * kubernetes pkg/kubelet/network/dns/dns.go GetPodDNS.
 */
export function resolvConf(view: ClusterView, pod: Resource<Pod>): PodResolvConf {
  const base = baseOf(view, pod);
  const merged = withDnsConfig(base, pod.object);
  const nameservers = merged.nameservers.slice(0, MAX_NAMESERVERS);
  const searches = fittingSearches(merged.searches);
  const diagnostics = [...base.diagnostics];
  if (nameservers.length < merged.nameservers.length) {
    diagnostics.push(limitExceeded(view, pod, 'Nameserver', 'nameservers', nameservers));
  }
  if (searches.length < merged.searches.length) {
    diagnostics.push(limitExceeded(view, pod, 'Search Line', 'searches', searches));
  }
  return { nameservers, searches, options: merged.options, diagnostics };
}

/** The resolv.conf of the machines, as processes on a node and pods with dnsPolicy Default see it. */
export function nodeResolvConf(view: ClusterView): ResolvConf {
  const { nameservers, searches, options } = view.spec.dns.nodeResolvConf;
  return { nameservers, searches: normalizeSearches(searches), options };
}

function baseOf(view: ClusterView, pod: Resource<Pod>): PodResolvConf {
  const policy = pod.object.spec.dnsPolicy ?? 'ClusterFirst';
  if (policy === 'None') return { nameservers: [], searches: [], options: [], diagnostics: [] };
  const node = { ...nodeResolvConf(view), diagnostics: [] };
  if (policy === 'Default' || (policy === 'ClusterFirst' && usesHostNetwork(pod.object))) return node;
  const { domain, address, extraNameservers } = view.spec.dns;
  const nameservers = [address, ...extraNameservers].filter((ip) => ip !== '');
  if (nameservers.length === 0) return { ...node, diagnostics: [missingClusterDns(view, pod)] };
  const own = domain === '' ? [] : [`${pod.ref.namespace}.svc.${domain}`, `svc.${domain}`, domain];
  return { nameservers, searches: distinct([...own, ...node.searches]), options: ['ndots:5'], diagnostics: [] };
}

function withDnsConfig(base: ResolvConf, pod: Pod): ResolvConf {
  const config = pod.spec.dnsConfig;
  if (config === undefined) return base;
  const options = new Map(base.options.map((option) => splitOption(option)));
  for (const { name, value } of config.options ?? []) options.set(name ?? '', value ?? '');
  return {
    nameservers: distinct([...base.nameservers, ...(config.nameservers ?? [])]),
    searches: distinct([...base.searches, ...(config.searches ?? [])]),
    options: [...options].map(([name, value]) => (value === '' ? name : `${name}:${value}`)),
  };
}

function splitOption(option: string): readonly [string, string] {
  const colon = option.indexOf(':');
  return colon < 0 ? [option, ''] : [option.slice(0, colon), option.slice(colon + 1)];
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function fittingSearches(searches: readonly string[]): readonly string[] {
  const fitting = searches.slice(0, MAX_SEARCHES).filter((domain) => domain.length <= MAX_DOMAIN_CHARACTERS);
  while (fitting.join(' ').length > MAX_SEARCH_CHARACTERS) fitting.pop();
  return fitting;
}

function limitExceeded(
  view: ClusterView,
  pod: Resource<Pod>,
  what: 'Nameserver' | 'Search Line',
  field: 'nameservers' | 'searches',
  applied: readonly string[],
): Diagnostic {
  const omitted = what === 'Nameserver' ? 'nameservers' : 'search paths';
  const line = what === 'Nameserver' ? 'nameserver' : 'search';
  const message = `${what} limits were exceeded, some ${omitted} have been omitted, the applied ${line} line is: ${applied.join(' ')}`;
  return {
    ...diagnosed(view, pod, ['spec', 'dnsConfig', field]),
    code: 'dns-config-forming',
    severity: 'warning',
    message,
  };
}

function missingClusterDns(view: ClusterView, pod: Resource<Pod>): Diagnostic {
  const message =
    `pod: "${qualifiedName(pod.ref)}". kubelet does not have ClusterDNS IP configured and cannot create Pod using ` +
    '"ClusterFirst" policy. Falling back to "Default" policy.';
  return { ...diagnosed(view, pod, ['spec', 'dnsPolicy']), code: 'missing-cluster-dns', severity: 'warning', message };
}

function diagnosed(view: ClusterView, pod: Resource<Pod>, path: FieldPath): Pick<Diagnostic, 'at' | 'about'> {
  const at = view.locate(pod.ref, path);
  return { ...(at === undefined ? {} : { at }), about: pod.ref };
}
