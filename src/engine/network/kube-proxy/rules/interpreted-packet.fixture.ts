import type { SentPacket } from '../../../model/index.ts';
import { contains, formatSocket, parseAddress, parseCidr } from '../../../model/index.ts';
import type { Entry } from '../index.ts';
import type { Pick } from './explore.fixture.ts';

/** What an interpreter of rules is asked about. */
export interface Journey {
  readonly packet: SentPacket;
  readonly from: Entry['from'];
  /** The addresses that the node's kernel has, besides loopback. */
  readonly nodeAddresses: readonly string[];
  /** The clients that endpoints remember: chains of endpoints that this client was led to before. */
  readonly remembered?: ReadonlySet<string>;
  readonly pick: Pick;
}

/** A first packet on its way through netfilter. */
export class InterpretedPacket {
  readonly journey: Journey;
  readonly source: string;
  readonly protocol: string;
  destination: string;
  port: number;
  mark = 0;
  translated = false;
  masqueraded = false;

  constructor(journey: Journey) {
    const { source, destination, port, protocol } = journey.packet;
    this.journey = journey;
    this.source = source.text;
    this.destination = destination.text;
    this.port = port;
    this.protocol = protocol.toLowerCase();
  }

  isLocal(address: string): boolean {
    return address === '::1' || address.startsWith('127.') || this.journey.nodeAddresses.includes(address);
  }

  /** What a node sends has an address of its own as the source, be it one that a load balancer gave it. */
  get hasLocalSource(): boolean {
    return this.journey.from === 'node' || this.isLocal(this.source);
  }

  /** Takes `10.0.0.1:80` or `[fd00::1]:80` as the new destination. */
  translate(socket: string): void {
    const colon = socket.lastIndexOf(':');
    this.destination = socket.slice(0, colon).replace(/^\[|\]$/g, '');
    this.port = Number(socket.slice(colon + 1));
    this.translated = true;
  }

  /**
   * The hooks of the filter table that the packet meets after translation. What a node sends elsewhere untranslated
   * leaves, and is led back to some node by the network: it is judged as if that were this one.
   */
  filterHooks(): readonly ('input' | 'forward' | 'output')[] {
    const local = this.isLocal(this.destination);
    if (this.journey.from !== 'node') return [local ? 'input' : 'forward'];
    if (local) return ['output', 'input'];
    return this.translated ? ['output'] : ['output', 'forward'];
  }

  result(): string {
    if (!this.translated) return 'not handled';
    return `${formatSocket(this.destination, this.port)}${this.masqueraded ? ' masqueraded' : ''}`;
  }
}

/** Reports whether an address lies in `10.0.0.0/8`, or is `10.0.0.1`. */
export function within(range: string, address: string): boolean {
  if (!range.includes('/')) return range === address;
  const [cidr, parsed] = [parseCidr(range), parseAddress(address)];
  return cidr !== undefined && parsed !== undefined && contains(cidr, parsed);
}
