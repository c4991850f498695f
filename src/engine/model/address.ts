import ipaddr from 'ipaddr.js';

export type Family = 4 | 6;
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** The protocols that have ports, in the order in which the API lists them. */
export const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/** An IP address; IPv4 and IPv6 share one type, so a rule is written once for both. Two are one where `text` is the same. */
export interface Address {
  readonly family: Family;
  /** As a number of 32 or 128 bits. */
  readonly value: bigint;
  /** The canonical form: dotted quads, or IPv6 as RFC 5952 has it. Other spellings are read, and never kept. */
  readonly text: string;
}

/** What a range needs to know of an address. */
type AddressNumber = Pick<Address, 'family' | 'value'>;

/** A block of addresses; `first` has no host bits set. */
export interface Cidr {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

/** Addresses that follow each other, both ends included. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** Every IPv6 address is of these, zones aside; most texts that are none are not, and cost less like this. */
const IPV6_LETTERS = /^[\da-f:.]+$/i;

/** The number of bits of an address: 32 or 128. */
export function bitsOf(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/**
 * Reads an address as the API server does under StrictIPCIDRValidation: no leading zeros, no zone, no IPv4-mapped IPv6.
 * `undefined` where it is none.
 */
export function parseAddress(text: string): Address | undefined {
  const four = IPV4.exec(text);
  if (four !== null) return four.slice(1).some((octet) => Number(octet) > 255) ? undefined : new IPAddress(4, text);
  if (!text.includes(':') || !IPV6_LETTERS.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const six = ipaddr.IPv6.parse(text);
  return six.isIPv4MappedAddress() ? undefined : new IPAddress(6, six.toRFC5952String());
}

/** The address of that number, which must fit into 32 or 128 bits. */
export function addressOf(family: Family, value: bigint): Address {
  return new IPAddress(family, formatAddress({ family, value }));
}

/** The number is worked out when somebody asks for it: most addresses are only compared with others. */
class IPAddress implements Address {
  readonly family: Family;
  readonly text: string;
  #value: bigint | undefined;

  constructor(family: Family, text: string) {
    this.family = family;
    this.text = text;
  }

  get value(): bigint {
    this.#value ??= this.family === 4 ? numberOfIPv4(this.text) : numberOfIPv6(this.text);
    return this.#value;
  }
}

function numberOfIPv4(text: string): bigint {
  return BigInt(text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0));
}

function numberOfIPv6(text: string): bigint {
  return ipaddr.IPv6.parse(text).parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n);
}

/** `localhost`. */
export const LOOPBACK: Readonly<Record<Family, Address>> = {
  4: new IPAddress(4, '127.0.0.1'),
  6: new IPAddress(6, '::1'),
};

/** Reports whether two addresses are the same one. */
export function sameAddress(a: Address, b: Address): boolean {
  return a === b || a.text === b.text;
}

/** Reports whether an address is a loopback address: 127.0.0.0/8 or ::1. */
export function isLoopback({ family, text }: Address): boolean {
  return family === 4 ? text.startsWith('127.') : text === '::1';
}

/** Prints the canonical form: dotted quads, or IPv6 as RFC 5952 has it. */
export function formatAddress(address: AddressNumber): string {
  if (address.family === 4) {
    const value = Number(address.value);
    return `${(value >>> 24) & 255}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
  }
  const parts = Array.from({ length: 8 }, (_, index) => Number((address.value >> BigInt(112 - index * 16)) & 0xffffn));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

/** Reads `10.0.0.0/8`. Host bits are masked away: a caller that must reject them compares with `formatCidr`. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? '' : text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const prefix = Number(length);
  return prefix > bitsOf(address.family) ? undefined : cidrOf(address, prefix);
}

/** The block of length `prefix` that holds `address`. */
export function cidrOf(address: AddressNumber, prefix: number): Cidr {
  const size = 1n << BigInt(bitsOf(address.family) - prefix);
  const first = (address.value / size) * size;
  return { family: address.family, first, last: first + size - 1n, prefix };
}

export function formatCidr(cidr: Cidr): string {
  return `${formatAddress({ family: cidr.family, value: cidr.first })}/${cidr.prefix}`;
}

/** Reports whether the block holds the address; never across families. */
export function contains(cidr: Cidr, address: AddressNumber): boolean {
  return cidr.family === address.family && cidr.first <= address.value && address.value <= cidr.last;
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Prints `10.0.0.0-10.255.255.255`. */
export function formatRange({ family, first, last }: AddressRange): string {
  return `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`;
}

/** Prints a host as somebody wrote it, a name or an address, with a port: `web:80`, `10.0.0.1:80`, `[fd00::1]:80`. */
export function formatSocket(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** An address and a port, as an endpoint or a translated destination has them. */
export interface SocketAddress {
  readonly ip: Address;
  readonly port: number;
}

/** Prints `10.0.0.1:80`, or `[fd00::1]:80`. */
export function formatSocketAddress({ ip: { family, text }, port }: SocketAddress): string {
  return family === 6 ? `[${text}]:${port}` : `${text}:${port}`;
}

/** Reads what `formatSocket` prints; a text without a port, such as an address alone, is all host. */
export function parseSocket(text: string): { readonly ip: string; readonly port?: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(text) ?? [];
  return port === undefined ? { ip: text } : { ip: bracketed ?? plain ?? '', port: Number(port) };
}
