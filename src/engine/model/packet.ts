import type { Address, Protocol } from './address.ts';
import { formatSocket, formatSocketAddress } from './address.ts';

/** What a packet carries. ICMP has no ports (0 stands for them), no Service speaks it, and no rule of a policy names it. */
export type PacketProtocol = Protocol | 'ICMP';

/** The first packet of a connection. The source port plays no part in any rule. */
export interface Packet {
  /** The host as the client wrote it, a name or an address; a component that never sees names leaves it out. */
  readonly host?: string;
  /** Absent where the client has no address. */
  readonly source: Address | undefined;
  /** Absent until the host is resolved. */
  readonly destination: Address | undefined;
  readonly port: number;
  readonly protocol: PacketProtocol;
}

/** A packet that has left its sender, so that both addresses are known. */
export interface SentPacket extends Packet {
  readonly source: Address;
  readonly destination: Address;
}

/** Prints where a packet goes: `10.0.0.1:80`, or `mariadb:3306` for a host that is not resolved. */
export function formatDestination({ host = '', destination, port, protocol }: Packet): string {
  if (protocol === 'ICMP') return destination?.text ?? host;
  return destination === undefined ? formatSocket(host, port) : formatSocketAddress({ ip: destination, port });
}

/** Prints which port a packet is for: `80/TCP`, or `ICMP`. */
export function formatPort({ port, protocol }: Pick<Packet, 'port' | 'protocol'>): string {
  return protocol === 'ICMP' ? protocol : `${port}/${protocol}`;
}
