import type { Protocol } from './address.ts';
import { formatSocket } from './address.ts';

/** What a packet carries. ICMP has no ports (0 stands for them), no Service speaks it, and no rule of a policy names it. */
export type PacketProtocol = Protocol | 'ICMP';

/** The first packet of a connection. Addresses are canonical text; the source port plays no part in any rule. */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  readonly protocol: PacketProtocol;
}

/** Prints where a packet goes: `10.0.0.1:80`, or `mariadb:3306` for a host that is not resolved. */
export function formatDestination(packet: Packet, host: string = packet.destination): string {
  return packet.protocol === 'ICMP' ? host : formatSocket(host, packet.port);
}

/** Prints which port a packet is for: `80/TCP`, or `ICMP`. */
export function formatPort({ port, protocol }: Pick<Packet, 'port' | 'protocol'>): string {
  return protocol === 'ICMP' ? protocol : `${port}/${protocol}`;
}
