import { formatAddress, needsHealthCheck, parseAddress } from '../../model/index.ts';
import type { Rejection } from './rejection.ts';
import type { ServiceDraft } from './service-draft.ts';
import { wantsNodePorts } from './service-draft.ts';
import { familyName } from './service-families.ts';
import type { ServicePools } from './service-pools.ts';

/** Allocates all that the Service did not name. Where something is used up the Service is turned away, and holds nothing. */
export function fillDraft(pools: ServicePools, draft: ServiceDraft): ServiceDraft | Rejection {
  const clusterIPs = draft.clusterIPs.map((ip, index) => ip ?? takeIP(pools, draft, index));
  const nodePorts = fillPorts(pools, draft);
  const healthCheckNodePort = needsHealthCheck(draft.resource.object.spec)
    ? (draft.healthCheckNodePort ?? takePort(pools, draft))
    : draft.healthCheckNodePort;
  const filled = { ...draft, clusterIPs, nodePorts, healthCheckNodePort };
  const rejection = whatIsUsedUp(filled);
  if (rejection === undefined) return filled;
  letGo(pools, filled);
  return rejection;
}

function whatIsUsedUp({ resource, clusterIPs, nodePorts, healthCheckNodePort }: ServiceDraft): Rejection | undefined {
  const { spec } = resource.object;
  if (clusterIPs.includes(undefined)) {
    return { code: 'cluster-ips-exhausted', message: 'failed to allocate a serviceIP: range is full' };
  }
  if (wantsNodePorts(spec) && nodePorts.includes(undefined)) {
    return { code: 'node-ports-exhausted', message: 'failed to allocate a nodePort: range is full' };
  }
  if (!needsHealthCheck(spec) || healthCheckNodePort !== undefined) return undefined;
  return { code: 'node-ports-exhausted', message: 'failed to allocate a HealthCheck NodePort 0: range is full' };
}

function letGo(pools: ServicePools, { clusterIPs, nodePorts, healthCheckNodePort }: ServiceDraft): void {
  for (const address of clusterIPs.flatMap((ip) => parseAddress(ip ?? '') ?? [])) {
    for (const { family, pool } of pools.clusterIPs) if (family === address.family) pool.release(address.value);
  }
  for (const port of [...nodePorts, healthCheckNodePort]) if (port !== undefined) pools.nodePorts.release(BigInt(port));
}

function takeIP(pools: ServicePools, draft: ServiceDraft, index: number): string | undefined {
  const range = pools.clusterIPs.find(({ family }) => familyName(family) === draft.families[index]);
  const value = range?.pool.take(draft.resource.ref);
  return range === undefined || value === undefined ? undefined : formatAddress({ family: range.family, value });
}

/** Ports of one number and different protocols share a node port. */
function fillPorts(pools: ServicePools, draft: ServiceDraft): readonly (number | undefined)[] {
  const { spec } = draft.resource.object;
  if (!wantsNodePorts(spec)) return draft.nodePorts;
  const byPort = new Map<number, number | undefined>();
  return draft.nodePorts.map((nodePort, index) => {
    if (nodePort !== undefined) return nodePort;
    const port = spec.ports?.[index]?.port ?? 0;
    if (!byPort.has(port)) byPort.set(port, takePort(pools, draft));
    return byPort.get(port);
  });
}

function takePort(pools: ServicePools, draft: ServiceDraft): number | undefined {
  const port = pools.nodePorts.take(draft.resource.ref);
  return port === undefined ? undefined : Number(port);
}
