import type { Address, Cidr } from '../../model/index.ts';
import { cidrOf, formatAddress, formatCidr, parseAddress } from '../../model/index.ts';
import type { Field, Report } from './report.ts';
import { invalid, warnAt } from './report.ts';

/** An address as old API servers read it, and what the strict ones hold against its notation. */
interface Reading {
  readonly address: Address;
  readonly flaw?: 'leading-zeros' | 'mapped';
}

interface CidrReading {
  readonly address: Address;
  readonly cidr: Cidr;
  readonly flaw?: 'leading-zeros' | 'mapped' | 'host-bits';
}

/** Checks an address of a field that is older than strict validation; returns it where it can be read at all.
 *
 * apimachinery pkg/util/validation/ip.go, IsValidIPForLegacyField and GetWarningsForIP
 */
export function legacyAddress(report: Report, field: Field, text: string): Address | undefined {
  const reading = readAddress(text);
  if (reading === undefined) {
    invalid(report, field, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
    return undefined;
  }
  const { address, flaw } = reading;
  const canonical = formatAddress(address);
  if (flaw !== undefined && report.gates.strictAddresses) {
    invalid(report, field, text, ADDRESS_FLAWS[flaw]);
  } else if (flaw !== undefined) {
    warnAt(report, field, `non-standard IP address ${quote(text)} is invalid: use ${quote(canonical)}`);
  } else if (canonical !== text) {
    const advice = `should be in RFC 5952 canonical format (${quote(canonical)})`;
    warnAt(report, field, `IPv6 address ${quote(text)} ${advice}`);
  }
  return address;
}

const ADDRESS_FLAWS = {
  'leading-zeros': 'must not have leading 0s',
  mapped: 'must not be an IPv4-mapped IPv6 address',
};

/** Checks an address of a field that always was strict: the canonical form only (IsValidIP). */
export function canonicalAddress(report: Report, field: Field, text: string): Address | undefined {
  const reading = readAddress(text);
  if (reading === undefined || reading.flaw !== undefined) {
    invalid(
      report,
      field,
      text,
      reading?.flaw === undefined
        ? 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'
        : ADDRESS_FLAWS[reading.flaw],
    );
    return undefined;
  }
  const canonical = formatAddress(reading.address);
  if (canonical === text) return reading.address;
  invalid(report, field, text, `must be in canonical form (${quote(canonical)})`);
  return undefined;
}

/** Checks a CIDR of a field that is older than strict validation (IsValidCIDRForLegacyField and GetWarningsForCIDR). */
export function legacyCidr(report: Report, field: Field, text: string): Cidr | undefined {
  const reading = readCidr(text);
  if (reading === undefined) {
    invalid(report, field, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)');
    return undefined;
  }
  const { address, cidr, flaw } = reading;
  const path = 'shown' in field ? field.path : field;
  const canonical = formatCidr(cidr);
  if (flaw !== undefined && report.gates.strictAddresses) {
    invalid(report, field, text, CIDR_FLAWS[flaw]);
  } else if (flaw === 'host-bits') {
    const single = formatCidr(cidrOf(address, address.family === 4 ? 32 : 128));
    const choice = `(should be ${quote(canonical)} or ${quote(single)}?)`;
    warnAt(report, path, `CIDR value ${quote(text)} is ambiguous in this context ${choice}`);
  } else if (flaw !== undefined) {
    warnAt(report, path, `non-standard CIDR value ${quote(text)} is invalid: use ${quote(canonical)}`);
  } else if (canonical !== text) {
    const advice = `should be in RFC 5952 canonical format (${quote(canonical)})`;
    warnAt(report, path, `IPv6 CIDR value ${quote(text)} ${advice}`);
  }
  return cidr;
}

const CIDR_FLAWS = {
  'leading-zeros': 'must not have leading 0s in IP or prefix length',
  mapped: 'must not have an IPv4-mapped IPv6 address',
  'host-bits': 'must not have bits set beyond the prefix length',
};

const SPECIAL: readonly { readonly cidrs: readonly Cidr[]; readonly message: string }[] = [
  {
    cidrs: [block('127.0.0.0', 8), block('::1', 128)],
    message: 'may not be in the loopback range (127.0.0.0/8, ::1/128)',
  },
  {
    cidrs: [block('169.254.0.0', 16), block('fe80::', 10)],
    message: 'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  },
  {
    cidrs: [block('224.0.0.0', 24), block('ff02::', 16)],
    message: 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  },
];

/** Reports an address that no endpoint may have (ValidateEndpointIP in core validation.go). */
export function endpointAddress(report: Report, field: Field, text: string, address: Address): void {
  if (address.value === 0n) invalid(report, field, text, `may not be unspecified (${text})`);
  for (const { cidrs, message } of SPECIAL) {
    if (cidrs.some((cidr) => holds(cidr, address))) invalid(report, field, text, message);
  }
}

function holds(cidr: Cidr, address: Address): boolean {
  return cidr.family === address.family && cidr.first <= address.value && address.value <= cidr.last;
}

function block(text: string, prefix: number): Cidr {
  return cidrOf(parseAddress(text) ?? { family: 4, value: 0n }, prefix);
}

function readAddress(text: string): Reading | undefined {
  const strict = parseAddress(text);
  if (strict !== undefined) return { address: strict };
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const address = parseAddress(text.replaceAll(/\b0+(?=\d)/g, ''));
    return address === undefined ? undefined : { address, flaw: 'leading-zeros' };
  }
  // parseAddress refuses ::ffff:a.b.c.d; its neighbour ::fffe:a.b.c.d tells whether the text is one.
  const neighbour = parseAddress(text.replace(/(^|:)(0*)ffff:/i, '$1$2fffe:'));
  if (neighbour === undefined || neighbour.value >> 32n !== 0xfffen) return undefined;
  return { address: { family: 4, value: neighbour.value & 0xffffffffn }, flaw: 'mapped' };
}

function readCidr(text: string): CidrReading | undefined {
  const [, host = '', length = ''] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const reading = host === '' ? undefined : readAddress(host);
  if (reading === undefined) return undefined;
  const prefix = Number(length) - (reading.flaw === 'mapped' ? 96 : 0);
  if (prefix < 0 || prefix > (reading.address.family === 4 ? 32 : 128)) return undefined;
  const { address } = reading;
  const cidr = cidrOf(address, prefix);
  if (reading.flaw !== undefined) return { address, cidr, flaw: reading.flaw };
  if (/^0\d/.test(length)) return { address, cidr, flaw: 'leading-zeros' };
  return cidr.first === address.value ? { address, cidr } : { address, cidr, flaw: 'host-bits' };
}

function quote(text: string): string {
  return JSON.stringify(text);
}
