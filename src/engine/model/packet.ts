import type { Protocol } from './address.ts';
import { formatSocket } from './address.ts';

/** What a packet carries. ICMP has no ports (0 stands for them), no Service speaks it, and no rule of a policy names it. */
export type PacketProtocol = Protocol | 'ICMP';

/** The first packet of a connection. Addresses are canonical text; the source port plays no part in any rule. */
export interface Packet {
  /** The host as the client wrote it, a name or an address; a component that never sees names leaves it out. */
  readonly host?: string;
  /** Empty where the client has no address. */
  readonly source: string;
  /** Empty until the host is resolved. */
  readonly destination: string;
  readonly port: number;
  readonly protocol: PacketProtocol;
}

/** Prints where a packet goes: `10.0.0.1:80`, or `mariadb:3306` for a host that is not resolved. */
export function formatDestination({ host = '', destination, port, protocol }: Packet): string {
  const where = destination === '' ? host : destination;
  return protocol === 'ICMP' ? where : formatSocket(where, port);
}

/** An address and a port, as an endpoint or a translated destination has them. */
export interface SocketAddress {
  readonly ip: string;
  readonly port: number;
}

/** Prints which port a packet is for: `80/TCP`, or `ICMP`. */
export function formatPort({ port, protocol }: Pick<Packet, 'port' | 'protocol'>): string {
  return protocol === 'ICMP' ? protocol : `${port}/${protocol}`;
}
