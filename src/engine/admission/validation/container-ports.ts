import type { FieldPath } from '../../model/index.ts';
import type { Container, ContainerPort } from '../written.ts';
import { portName, portNumber } from './formats.ts';
import type { Report } from './report.ts';
import { check, duplicate, invalid, invalidEach, notSupported, required } from './report.ts';

/** The protocols that ports may have, in the order in which messages list them. */
const PROTOCOLS: readonly string[] = ['SCTP', 'TCP', 'UDP'];

/** Reports a number that is no port in the field `key` of the object at `at`. */
export function validatePortNumber(report: Report, at: FieldPath, key: string, port: number): void {
  for (const message of portNumber(port)) invalid(report, [...at, key], port, message);
}

/** Reports an IntOrString that is neither a port's number nor a container port's name (ValidatePortNumOrName). */
export function validatePortNumberOrName(report: Report, at: FieldPath, key: string, port: number | string): void {
  if (typeof port === 'number') validatePortNumber(report, at, key, port);
  else check(report, at, key, port, portName);
}

/** Reports a protocol that ports cannot have. */
export function validateProtocol(report: Report, at: FieldPath, protocol: string): void {
  if (protocol === '') required(report, [...at, 'protocol']);
  else if (!PROTOCOLS.includes(protocol)) notSupported(report, [...at, 'protocol'], protocol, PROTOCOLS);
}

/** Checks one container's ports (validateContainerPorts in core validation.go); names are unique per container only. */
export function validateContainerPorts(report: Report, path: FieldPath, ports: readonly ContainerPort[]): void {
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = [...path, index];
    const { name = '', containerPort = 0, hostPort = 0 } = port;
    const messages = name === '' ? [] : portName(name);
    invalidEach(report, [...at, 'name'], name, messages);
    if (messages.length === 0 && names.has(name)) duplicate(report, [...at, 'name'], name);
    else if (name !== '') names.add(name);
    if (containerPort === 0) required(report, [...at, 'containerPort']);
    else validatePortNumber(report, at, 'containerPort', containerPort);
    if (hostPort !== 0) validatePortNumber(report, at, 'hostPort', hostPort);
    validateProtocol(report, at, port.protocol ?? '');
  }
}

/** Reports host ports that two of the containers claim (AccumulateUniqueHostPorts). */
export function validateHostPortConflicts(report: Report, path: FieldPath, containers: readonly Container[]): void {
  const taken = new Set<string>();
  for (const [index, container] of containers.entries()) {
    for (const [port, { protocol = '', hostIP = '', hostPort = 0 }] of (container.ports ?? []).entries()) {
      if (hostPort === 0) continue;
      const claim = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(claim)) duplicate(report, [...path, index, 'ports', port, 'hostPort'], claim);
      taken.add(claim);
    }
  }
}

/**
 * Reports host ports of a pod in its node's network that differ from their container ports. In a template a host port
 * may be missing: it is filled in when the pod is made (validatePodHostNetworkDeps).
 */
export function validateHostNetworkPorts(
  report: Report,
  path: FieldPath,
  containers: readonly Container[],
  owner: 'pod' | 'template',
): void {
  for (const [index, container] of containers.entries()) {
    for (const [port, { containerPort, hostPort = 0 }] of (container.ports ?? []).entries()) {
      if (hostPort === containerPort || (owner === 'template' && hostPort === 0)) continue;
      const at = [...path, index, 'ports', port, 'hostPort'];
      invalid(report, at, hostPort, 'must match `containerPort` when `hostNetwork` is true');
    }
  }
}
