import type { FieldPath, SliceEndpoint } from '../../model/index.ts';
import { formatFieldPath } from '../../model/index.ts';
import type { EndpointPort, EndpointSlice } from '../written.ts';
import { canonicalAddress, endpointAddress, legacyAddress } from './addresses.ts';
import { validateProtocol } from './container-ports.ts';
import type { Format } from './formats.ts';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './formats.ts';
import type { Report } from './report.ts';
import { check, duplicate, invalid, invalidEach, notSupported, required, tooMany, warn } from './report.ts';
import { validateLabels } from './selector.ts';

/** `forNodes` is newer than the published types. */
interface Hints {
  readonly forZones?: Names;
  readonly forNodes?: Names;
}
type Names = readonly { readonly name: string }[];

const ADDRESS_TYPES: readonly string[] = ['FQDN', 'IPv4', 'IPv6'];
const MOST_ENDPOINTS = 1000;
const MOST_PORTS = 20_000;
const MOST_ADDRESSES = 100;
const MOST_HINTS = 8;

/** Checks an EndpointSlice beyond its metadata (pkg/apis/discovery/validation). */
export function validateEndpointSlice(report: Report, slice: EndpointSlice): void {
  const addressType: string = slice.addressType ?? '';
  const ports = slice.ports ?? [];
  const endpoints = slice.endpoints ?? [];
  if (addressType === '') required(report, ['addressType']);
  else if (!ADDRESS_TYPES.includes(addressType)) notSupported(report, ['addressType'], addressType, ADDRESS_TYPES);
  if (ports.length > MOST_PORTS) tooMany(report, ['ports'], ports.length, MOST_PORTS);
  else validatePorts(report, ports);
  if (endpoints.length > MOST_ENDPOINTS) tooMany(report, ['endpoints'], endpoints.length, MOST_ENDPOINTS);
  else for (const [index, each] of endpoints.entries()) validateEndpoint(report, index, each, addressType);
  if (addressType === 'FQDN') {
    warn(report, ['addressType'], 'spec.addressType: FQDN endpoints are deprecated');
  }
}

/** A port may go without a number: it then means every port. */
function validatePorts(report: Report, ports: readonly EndpointPort[]): void {
  const names = new Set<string>();
  for (const [index, { name = '', protocol = '', appProtocol }] of ports.entries()) {
    const at = ['ports', index];
    if (name !== '') check(report, at, 'name', name, dnsLabel);
    if (names.has(name)) duplicate(report, [...at, 'name'], name);
    names.add(name);
    validateProtocol(report, at, protocol);
    if (appProtocol !== undefined) check(report, at, 'appProtocol', appProtocol, qualifiedName);
  }
}

function validateEndpoint(report: Report, index: number, endpoint: SliceEndpoint, addressType: string): void {
  const at = ['endpoints', index];
  const { addresses = [], nodeName, hostname } = endpoint;
  const hints: Hints = endpoint.hints ?? {};
  if (addresses.length === 0) required(report, [...at, 'addresses'], 'must contain at least 1 address');
  if (addresses.length > MOST_ADDRESSES) tooMany(report, [...at, 'addresses'], addresses.length, MOST_ADDRESSES);
  for (const [item, address] of addresses.entries()) {
    validateAddress(report, { list: [...at, 'addresses'], item }, address, addressType);
  }
  if (nodeName !== undefined) check(report, at, 'nodeName', nodeName, dnsSubdomain);
  validateLabels(report, [...at, 'deprecatedTopology'], endpoint.deprecatedTopology);
  if (hostname !== undefined) check(report, at, 'hostname', hostname, dnsLabel);
  validateHints(report, [...at, 'hints', 'forZones'], hints.forZones ?? [], labelValue);
  validateHints(report, [...at, 'hints', 'forNodes'], hints.forNodes ?? [], dnsSubdomain);
}

function validateAddress(
  report: Report,
  { list, item }: { readonly list: FieldPath; readonly item: number },
  text: string,
  addressType: string,
): void {
  const at = [...list, item];
  if (addressType === 'FQDN') {
    validateDomain(report, at, text);
    return;
  }
  if (!ADDRESS_TYPES.includes(addressType)) return;
  const address = addressType === 'IPv6' ? canonicalAddress(report, at, text) : legacyAddress(report, at, text);
  if (address === undefined) return;
  if (`IPv${address.family}` !== addressType) {
    invalid(report, { path: at, shown: formatFieldPath(list) }, text, `must be an ${addressType} address`);
  }
  endpointAddress(report, at, text, address);
}

function validateDomain(report: Report, at: FieldPath, text: string): void {
  const name = text.replace(/\.$/, '');
  if (text === '') {
    required(report, at);
    return;
  }
  const messages = dnsSubdomain(name);
  if (messages.length > 0) invalid(report, at, name, messages.join(','));
  else if (!name.includes('.')) {
    invalid(report, at, name, 'should be a domain with at least two segments separated by dots');
  }
}

function validateHints(report: Report, path: FieldPath, hints: Names, format: Format): void {
  if (hints.length > MOST_HINTS) {
    tooMany(report, path, hints.length, MOST_HINTS);
    return;
  }
  const names = new Set<string>();
  for (const [index, { name = '' }] of hints.entries()) {
    if (names.has(name)) duplicate(report, [...path, index, 'name'], name);
    names.add(name);
    invalidEach(report, [...path, index, 'name'], name, format(name));
  }
}
