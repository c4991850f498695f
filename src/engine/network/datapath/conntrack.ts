import type { SentPacket, SocketAddress } from '../../model/index.ts';

/**
 * What the connection tracking of one machine holds of a connection that it translated. Only that machine can take the
 * translation back from the answer.
 */
export interface Tracked {
  /** The node; absent for a load balancer that ends the connection and opens one of its own. */
  readonly node: string | undefined;
  /** The packet as the machine got it, and as it sent it on. */
  readonly original: SentPacket;
  readonly translated: SentPacket;
  /** What rewrote the destination (IPS_DST_NAT), if anything did. */
  readonly dnat: 'service' | 'host-port' | 'load-balancer' | undefined;
  /** Whether the source was rewritten (IPS_SRC_NAT), be it by the address that it had already. */
  readonly snat: boolean;
}

/** The entries of all machines on a way, the newest first: the order in which the answer meets them. */
export type Conntrack = readonly Tracked[];

/** Adds that a node rewrote the source. What it did to the destination of the same packet before is in the same entry. */
export function withSourceNat(conntrack: Conntrack, node: string, before: SentPacket, after: SentPacket): Conntrack {
  const [newest, ...others] = conntrack;
  if (newest?.node === node) return [{ ...newest, translated: after, snat: true }, ...others];
  return [{ node, original: before, translated: after, dnat: undefined, snat: true }, ...conntrack];
}

/** The packet before anything rewrote its destination; `undefined` as long as nothing has. */
export function untranslated(conntrack: Conntrack): SentPacket | undefined {
  return conntrack.findLast(({ dnat }) => dnat !== undefined)?.original;
}

/** Where the last Service rule led the packet; null where none applied. */
export function serviceDestination(conntrack: Conntrack): SocketAddress | null {
  const entry = conntrack.find(({ dnat }) => dnat === 'service');
  return entry === undefined ? null : { ip: entry.translated.destination, port: entry.translated.port };
}

export function isMasqueraded(conntrack: Conntrack): boolean {
  return conntrack.some(({ snat }) => snat);
}
