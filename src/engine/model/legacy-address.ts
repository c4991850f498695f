import type { Address, Cidr } from './address.ts';
import { addressOf, cidrOf, parseAddress } from './address.ts';

/** An address as API servers read it before StrictIPCIDRValidation, and what the strict ones hold against its notation. */
export interface LegacyAddress {
  readonly address: Address;
  readonly flaw?: 'leading-zeros' | 'mapped';
}

/** A block of addresses, read likewise; `address` has its host bits. */
export interface LegacyCidr {
  readonly address: Address;
  readonly cidr: Cidr;
  readonly flaw?: 'leading-zeros' | 'mapped' | 'host-bits';
}

/** Reads an address as ParseIPSloppy does (k8s.io/utils net/parse.go). */
export function readLegacyAddress(text: string): LegacyAddress | undefined {
  const strict = parseAddress(text);
  if (strict !== undefined) return { address: strict };
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const address = parseAddress(text.replaceAll(/\b0+(?=\d)/g, ''));
    return address === undefined ? undefined : { address, flaw: 'leading-zeros' };
  }
  // parseAddress refuses ::ffff:a.b.c.d; its neighbour ::fffe:a.b.c.d tells whether the text is one.
  const neighbour = parseAddress(text.replace(/(^|:)(0*)ffff:/i, '$1$2fffe:'));
  if (neighbour === undefined || neighbour.value >> 32n !== 0xfffen) return undefined;
  return { address: addressOf(4, neighbour.value & 0xffffffffn), flaw: 'mapped' };
}

/** Reads a block as ParseCIDRSloppy does. */
export function readLegacyCidr(text: string): LegacyCidr | undefined {
  const [, host = '', length = ''] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const reading = host === '' ? undefined : readLegacyAddress(host);
  if (reading === undefined) return undefined;
  const prefix = Number(length) - (reading.flaw === 'mapped' ? 96 : 0);
  if (prefix < 0 || prefix > (reading.address.family === 4 ? 32 : 128)) return undefined;
  const { address } = reading;
  const cidr = cidrOf(address, prefix);
  if (reading.flaw !== undefined) return { address, cidr, flaw: reading.flaw };
  if (/^0\d/.test(length)) return { address, cidr, flaw: 'leading-zeros' };
  return cidr.first === address.value ? { address, cidr } : { address, cidr, flaw: 'host-bits' };
}

/** The block that a field means that is older than strict validation: `203.000.113.9/24` is 203.0.113.0/24. */
export function parseLegacyCidr(text: string): Cidr | undefined {
  return readLegacyCidr(text)?.cidr;
}
