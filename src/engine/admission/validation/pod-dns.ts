import type { FieldPath } from '../../model/index.ts';
import type { PodSpec } from '../written.ts';
import { legacyAddress } from './addresses.ts';
import { dnsSearchPath, dnsSubdomain } from './formats.ts';
import type { Report } from './report.ts';
import { check, invalid, invalidEach, notSupported, required } from './report.ts';

const POLICIES: readonly string[] = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const MOST_SEARCH_CHARACTERS = 2048;

/** Reports an unknown dnsPolicy (validateDNSPolicy in core validation.go). */
export function validateDnsPolicy(report: Report, path: FieldPath, policy = ''): void {
  if (policy === '') required(report, path);
  else if (!POLICIES.includes(policy)) notSupported(report, path, policy, POLICIES);
}

/** Checks what a pod wants in its resolv.conf; with policy None that is all there is (validatePodDNSConfig). */
export function validateDnsConfig(report: Report, path: FieldPath, { dnsPolicy, dnsConfig }: PodSpec): void {
  if (dnsConfig === undefined) {
    if (dnsPolicy === 'None') required(report, path, 'must provide `dnsConfig` when `dnsPolicy` is None');
    return;
  }
  const { nameservers = [], searches = [], options = [] } = dnsConfig;
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    required(report, [...path, 'nameservers'], detail);
    return;
  }
  if (nameservers.length > MOST_NAMESERVERS) {
    invalid(report, [...path, 'nameservers'], nameservers, `must not have more than ${MOST_NAMESERVERS} nameservers`);
  }
  for (const [index, server] of nameservers.entries()) legacyAddress(report, [...path, 'nameservers', index], server);
  validateSearches(report, [...path, 'searches'], searches);
  for (const [index, { name = '' }] of options.entries()) {
    if (name === '') required(report, [...path, 'options', index], 'must not be empty');
  }
}

function validateSearches(report: Report, path: FieldPath, searches: readonly string[]): void {
  if (searches.length > MOST_SEARCHES) {
    invalid(report, path, searches, `must not have more than ${MOST_SEARCHES} search paths`);
  }
  if (searches.join(' ').length > MOST_SEARCH_CHARACTERS) {
    const detail = `must not have more than ${MOST_SEARCH_CHARACTERS} characters (including spaces) in the search list`;
    invalid(report, path, searches, detail);
  }
  for (const [index, search] of searches.entries()) {
    const name = search.replace(/\.$/, '');
    if (search !== '.') check(report, path, index, name, dnsSearchPath);
  }
}

/** Checks the lines that a pod adds to its /etc/hosts (ValidateHostAliases). */
export function validateHostAliases(
  report: Report,
  path: FieldPath,
  aliases: NonNullable<PodSpec['hostAliases']>,
): void {
  for (const [index, { ip = '', hostnames = [] }] of aliases.entries()) {
    legacyAddress(report, [...path, index, 'ip'], ip);
    for (const [item, name] of hostnames.entries()) {
      invalidEach(report, [...path, index, 'hostnames', item], name, dnsSubdomain(name));
    }
  }
}
