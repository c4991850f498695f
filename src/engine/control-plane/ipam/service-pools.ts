import type { Cidr, ClusterSpec, Family, ObjectRef } from '../../model/index.ts';
import { bitsOf, parseCidr } from '../../model/index.ts';
import { BandedPool } from './banded-pool.ts';

/** The service range of one family. */
export interface ClusterIPRange {
  readonly cidr: string;
  readonly family: Family;
  readonly pool: BandedPool;
}

/** All that Services draw from. `clusterIPs` has the cluster's primary family first. */
export interface ServicePools {
  readonly clusterIPs: readonly ClusterIPRange[];
  readonly nodePorts: BandedPool;
  /** `30000-32767`, for messages. */
  readonly nodePortRange: string;
  readonly loadBalancer: ClusterIPRange | undefined;
  /** Who has which port of the nodes, by `8081/TCP`, where load balancers lend the nodes' own addresses. */
  readonly lentPorts: Map<string, ObjectRef>;
}

/** The pools of a cluster, with nothing given out. */
export function servicePools(spec: ClusterSpec): ServicePools {
  const { serviceCIDRs, nodePortRange, loadBalancer } = spec.network;
  const { from, to } = nodePortRange;
  return {
    clusterIPs: serviceCIDRs.flatMap((text) => rangeOf(text, clusterIPBand)),
    nodePorts: new BandedPool(BigInt(from), BigInt(to), nodePortBand(to - from + 1)),
    nodePortRange: `${from}-${to}`,
    loadBalancer: typeof loadBalancer === 'string' ? undefined : rangeOf(loadBalancer.pool, () => 0n)[0],
    lentPorts: new Map(),
  };
}

function rangeOf(text: string, band: (size: bigint) => bigint): readonly ClusterIPRange[] {
  const cidr = parseCidr(text);
  if (cidr === undefined) return [];
  const [first, last] = usable(cidr);
  return [{ cidr: text, family: cidr.family, pool: new BandedPool(first, last, band(cidr.last - cidr.first + 1n)) }];
}

/** Without the network's and, in IPv4, the broadcast address; a block of one or two addresses has neither. */
function usable(cidr: Cidr): readonly [bigint, bigint] {
  if (bitsOf(cidr.family) - cidr.prefix < 2) return [cidr.first, cidr.last];
  return [cidr.first + 1n, cidr.family === 4 ? cidr.last - 1n : cidr.last];
}

/** calculateRangeOffset of pkg/registry/core/service/ipallocator: a sixteenth, at least 16 and at most 256. */
function clusterIPBand(size: bigint): bigint {
  if (size <= 16n) return 0n;
  return clamp(size / 16n, 16n, 256n);
}

/** calculateRangeOffset of pkg/registry/core/service/portallocator: a thirty-second, at least 16 and at most 128. */
function nodePortBand(size: number): bigint {
  if (size <= 16) return 0n;
  return clamp(BigInt(size) / 32n, 16n, 128n);
}

function clamp(value: bigint, low: bigint, high: bigint): bigint {
  return value < low ? low : value > high ? high : value;
}
