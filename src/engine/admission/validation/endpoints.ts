import type { FieldPath } from '../../model/index.ts';
import type { Endpoints } from '../written.ts';
import { endpointAddress, legacyAddress } from './addresses.ts';
import { validatePortNumber, validateProtocol } from './container-ports.ts';
import { dnsLabel, dnsSubdomain, qualifiedName } from './formats.ts';
import type { Report } from './report.ts';
import { check, invalid, required, warn } from './report.ts';

type Subset = NonNullable<Endpoints['subsets']>[number];
type EndpointAddress = NonNullable<Subset['addresses']>[number];
type Port = NonNullable<Subset['ports']>[number];

/** Checks Endpoints beyond their metadata (ValidateEndpoints in core validation.go). */
export function validateEndpoints(report: Report, { subsets = [] }: Endpoints): void {
  if (report.gates.endpointsDeprecated) {
    const text = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';
    warn(report, ['apiVersion'], text);
  }
  for (const [index, { addresses = [], notReadyAddresses = [], ports = [] }] of subsets.entries()) {
    const at = ['subsets', index];
    if (addresses.length + notReadyAddresses.length === 0) {
      required(report, at, 'must specify `addresses` or `notReadyAddresses`');
    }
    for (const [item, address] of addresses.entries()) validateAddress(report, [...at, 'addresses', item], address);
    for (const [item, address] of notReadyAddresses.entries()) {
      validateAddress(report, [...at, 'notReadyAddresses', item], address);
    }
    for (const [item, port] of ports.entries()) validatePort(report, [...at, 'ports', item], port, ports.length);
  }
}

function validateAddress(report: Report, at: FieldPath, { ip = '', hostname = '', nodeName }: EndpointAddress): void {
  const address = legacyAddress(report, [...at, 'ip'], ip);
  if (hostname !== '') check(report, at, 'hostname', hostname, dnsLabel);
  if (nodeName !== undefined) check(report, at, 'nodeName', nodeName, dnsSubdomain);
  if (address === undefined) invalid(report, [...at, 'ip'], ip, 'must be a valid IP address');
  else endpointAddress(report, [...at, 'ip'], ip, address);
}

function validatePort(report: Report, at: FieldPath, port: Port, ports: number): void {
  const { name = '', appProtocol } = port;
  if (name !== '') check(report, at, 'name', name, dnsLabel);
  else if (ports > 1) required(report, [...at, 'name']);
  validatePortNumber(report, at, 'port', port.port ?? 0);
  validateProtocol(report, at, port.protocol ?? '');
  if (appProtocol !== undefined) check(report, at, 'appProtocol', appProtocol, qualifiedName);
}
