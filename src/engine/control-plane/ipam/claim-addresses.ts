import type { ObjectRef, Resource, Service } from '../../model/index.ts';
import { hasNodePorts, needsHealthCheck, parseAddress } from '../../model/index.ts';
import type { Rejection } from './rejection.ts';
import { wantsNodePorts } from './service-draft.ts';
import type { IPFamily } from './service-families.ts';
import { familyName, requestedIPs } from './service-families.ts';
import type { ServicePools } from './service-pools.ts';

/** What a Service asks for by name: an address for each family, a number for each port; `undefined` for "any". */
export interface Claims {
  readonly clusterIPs: readonly (string | undefined)[];
  readonly nodePorts: readonly (number | undefined)[];
  readonly healthCheckNodePort: number | undefined;
}

/** Reads what a Service asks for by name. Ports of one number share a node port (initNodePorts in alloc.go). */
export function claimsOf(service: Service, families: readonly IPFamily[]): Claims {
  const { spec } = service;
  const ips = requestedIPs(service);
  const asked = spec.ports?.map((port) => (port.nodePort === 0 ? undefined : port.nodePort)) ?? [];
  const shared = (index: number) => {
    const port = spec.ports?.[index]?.port;
    return asked.find((nodePort, other) => nodePort !== undefined && spec.ports?.[other]?.port === port);
  };
  const healthCheck = spec.healthCheckNodePort;
  return {
    clusterIPs: ips[0] === 'None' ? [] : families.map((_, index) => ips[index]),
    nodePorts: asked.map((nodePort, index) => nodePort ?? (wantsNodePorts(spec) ? shared(index) : undefined)),
    healthCheckNodePort: needsHealthCheck(spec) && healthCheck !== 0 ? healthCheck : undefined,
  };
}

/** Checks every claim, then takes all that is claimed; a Service that is turned away holds nothing. */
export function claim(pools: ServicePools, resource: Resource<Service>, claims: Claims): Rejection | undefined {
  const { ref, object: service } = resource;
  const numbers = hasNodePorts(service.spec) ? claims.nodePorts : [];
  const rejection =
    firstOf(claims.clusterIPs.map((ip) => checkIP(pools, claims.clusterIPs, ip))) ??
    firstOf(numbers.map((number, index) => checkPort(pools, number, index) ?? checkTwice(service, numbers, index))) ??
    checkHealthCheck(pools, claims);
  if (rejection !== undefined) return rejection;
  hold(pools, ref, { ips: claims.clusterIPs, ports: [...numbers, claims.healthCheckNodePort] });
  return undefined;
}

/** Addresses and ports, some of them perhaps open. */
export interface Holdings {
  readonly ips: readonly (string | undefined)[];
  readonly ports: readonly (number | undefined)[];
}

/** Takes addresses and ports as far as they are free. */
export function hold(pools: ServicePools, owner: ObjectRef, { ips, ports }: Holdings): void {
  for (const address of ips.flatMap((ip) => parseAddress(ip ?? '') ?? [])) {
    for (const { family, pool } of pools.clusterIPs) if (family === address.family) pool.claim(address.value, owner);
  }
  for (const port of ports) if (port !== undefined) pools.nodePorts.claim(BigInt(port), owner);
}

function firstOf(rejections: readonly (Rejection | undefined)[]): Rejection | undefined {
  return rejections.find((rejection) => rejection !== undefined);
}

function checkIP(
  pools: ServicePools,
  all: readonly (string | undefined)[],
  ip: string | undefined,
): Rejection | undefined {
  const address = parseAddress(ip ?? '');
  if (address === undefined) return undefined;
  const range = pools.clusterIPs.find((each) => each.family === address.family);
  const field = { path: ['spec', 'clusterIPs'], value: all.map((each) => each ?? '') };
  if (range === undefined || !range.pool.includes(address.value)) {
    const reason = `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${range?.cidr ?? familyName(address.family)}`;
    return { ...field, code: 'cluster-ip-out-of-range', message: `failed to allocate IP ${ip}: ${reason}` };
  }
  const holder = range.pool.holderOf(address.value);
  if (holder === undefined) return undefined;
  const message = `failed to allocate IP ${ip}: provided IP is already allocated`;
  return { ...field, code: 'cluster-ip-taken', message, holder };
}

function checkPort(pools: ServicePools, port: number | undefined, index: number): Rejection | undefined {
  const refusal = port === undefined ? undefined : portRefusal(pools, port);
  if (refusal === undefined || port === undefined) return undefined;
  return { ...refusal, path: ['spec', 'ports', index, 'nodePort'], value: port };
}

/** Two ports of one Service may have the same node port only if they have the same number. */
function checkTwice(service: Service, ports: readonly (number | undefined)[], index: number): Rejection | undefined {
  const number = (at: number) => service.spec.ports?.[at]?.port;
  const nodePort = ports[index];
  const before = ports.slice(0, index).findIndex((other, at) => other === nodePort && number(at) !== number(index));
  if (nodePort === undefined || before < 0) return undefined;
  const path = ['spec', 'ports', index, 'nodePort'];
  const hint = `spec.ports[${before}] of the same Service holds it`;
  return { path, value: nodePort, code: 'node-port-taken', message: 'provided port is already allocated', hint };
}

function checkHealthCheck(
  pools: ServicePools,
  { healthCheckNodePort: port, nodePorts }: Claims,
): Rejection | undefined {
  if (port === undefined) return undefined;
  const ownPort = nodePorts.includes(port)
    ? { code: 'node-port-taken', message: 'provided port is already allocated' }
    : undefined;
  const refusal = portRefusal(pools, port) ?? ownPort;
  if (refusal === undefined) return undefined;
  const message = `failed to allocate requested HealthCheck NodePort ${port}: ${refusal.message}`;
  return { ...refusal, message };
}

function portRefusal({ nodePorts, nodePortRange }: ServicePools, port: number): Rejection | undefined {
  if (!nodePorts.includes(BigInt(port))) {
    const message = `provided port is not in the valid range. The range of valid ports is ${nodePortRange}`;
    return { code: 'node-port-out-of-range', message };
  }
  const holder = nodePorts.holderOf(BigInt(port));
  return holder === undefined
    ? undefined
    : { code: 'node-port-taken', message: 'provided port is already allocated', holder };
}
