import type { Protocol } from './address.ts';
import { formatSocket } from './address.ts';

/** The first packet of a connection. Addresses are canonical text; the source port plays no part in any rule. */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Prints where a packet goes: `10.0.0.1:80`. */
export function formatDestination(packet: Packet): string {
  return formatSocket(packet.destination, packet.port);
}
