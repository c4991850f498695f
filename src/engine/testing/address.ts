import type { Address, PacketProtocol, SentPacket } from '../model/index.ts';
import { CurlewDefect, parseAddress } from '../model/index.ts';

/** The address that a test writes as text. Throws where the text is none. */
export function address(text: string): Address {
  const found = parseAddress(text);
  if (found === undefined) throw new CurlewDefect(`${text} is no address`);
  return found;
}

/** A packet as a test writes it: TCP unless it says otherwise. */
export function packetOf({
  source,
  destination,
  port,
  protocol = 'TCP',
}: {
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  readonly protocol?: PacketProtocol;
}): SentPacket {
  return { source: address(source), destination: address(destination), port, protocol };
}
