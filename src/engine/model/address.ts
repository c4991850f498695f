import ipaddr from 'ipaddr.js';

export type Family = 4 | 6;
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** The protocols that have ports, in the order in which the API lists them. */
export const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/** An IP address as a number; IPv4 and IPv6 share one type, so a rule is written once for both. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

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
  if (four !== null) {
    let value = 0;
    for (let index = 1; index <= 4; index++) {
      const octet = Number(four[index]);
      if (octet > 255) return undefined;
      value = value * 256 + octet;
    }
    return { family: 4, value: BigInt(value) };
  }
  if (!text.includes(':') || !IPV6_LETTERS.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const six = ipaddr.IPv6.parse(text);
  if (six.isIPv4MappedAddress()) return undefined;
  return { family: 6, value: six.parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n) };
}

/** Prints the canonical form: dotted quads, or IPv6 as RFC 5952 has it. */
export function formatAddress(address: Address): string {
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
export function cidrOf(address: Address, prefix: number): Cidr {
  const size = 1n << BigInt(bitsOf(address.family) - prefix);
  const first = (address.value / size) * size;
  return { family: address.family, first, last: first + size - 1n, prefix };
}

export function formatCidr(cidr: Cidr): string {
  return `${formatAddress({ family: cidr.family, value: cidr.first })}/${cidr.prefix}`;
}

/** Reports whether the block holds the address; never across families. */
export function contains(cidr: Cidr, address: Address): boolean {
  return cidr.family === address.family && cidr.first <= address.value && address.value <= cidr.last;
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Prints `10.0.0.0-10.255.255.255`. */
export function formatRange({ family, first, last }: AddressRange): string {
  return `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`;
}

/** Prints `10.0.0.1:80`, or `[fd00::1]:80`. */
export function formatSocket(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** Reads what `formatSocket` prints; a text without a port, such as an address alone, is all host. */
export function parseSocket(text: string): { readonly ip: string; readonly port?: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(text) ?? [];
  return port === undefined ? { ip: text } : { ip: bracketed ?? plain ?? '', port: Number(port) };
}
