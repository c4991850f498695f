import type { Address, Cidr } from '../../model/index.ts';
import {
  cidrOf,
  formatAddress,
  formatCidr,
  parseAddress,
  readLegacyAddress,
  readLegacyCidr,
} from '../../model/index.ts';
import type { Field, Report } from './report.ts';
import { invalid, warnAt } from './report.ts';

/** Checks an address of a field that is older than strict validation; returns it where it can be read at all.
 *
 * apimachinery pkg/util/validation/ip.go, IsValidIPForLegacyField and GetWarningsForIP
 */
export function legacyAddress(report: Report, field: Field, text: string): Address | undefined {
  const reading = readLegacyAddress(text);
  if (reading === undefined) {
    invalid(report, field, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
    return undefined;
  }
  const { address, flaw } = reading;
  const canonical = formatAddress(address);
  if (flaw !== undefined && report.gates.strictAddresses) {
    invalid(report, field, text, ADDRESS_FLAWS[flaw]);
  } else if (flaw !== undefined) {
    warnAt(report, field, `non-standard IP address ${quote(text)} ${FUTURE}: use ${quote(canonical)}`);
  } else if (canonical !== text) {
    const advice = `should be in RFC 5952 canonical format (${quote(canonical)})`;
    warnAt(report, field, `IPv6 address ${quote(text)} ${advice}`);
  }
  return address;
}

/** The words of the API servers that still take it (before StrictIPCIDRValidation). */
const FUTURE = 'will be considered invalid in a future Kubernetes release';

const ADDRESS_FLAWS = {
  'leading-zeros': 'must not have leading 0s',
  mapped: 'must not be an IPv4-mapped IPv6 address',
};

/** Checks an address of a field that always was strict: the canonical form only (IsValidIP). */
export function canonicalAddress(report: Report, field: Field, text: string): Address | undefined {
  const reading = readLegacyAddress(text);
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
  const reading = readLegacyCidr(text);
  if (reading === undefined) {
    invalid(report, field, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)');
    return undefined;
  }
  const { address, cidr, flaw } = reading;
  const path = 'shown' in field ? field.path : field;
  const canonical = formatCidr(cidr);
  if (flaw !== undefined && report.gates.strictAddresses) {
    invalid(report, field, text, CIDR_FLAWS[flaw]);
  } else if (flaw !== undefined) {
    if (cidr.first !== address.value) {
      const single = formatCidr(cidrOf(address, address.family === 4 ? 32 : 128));
      const choice = `(should be ${quote(canonical)} or ${quote(single)}?)`;
      warnAt(report, path, `CIDR value ${quote(text)} is ambiguous in this context ${choice}`);
    }
    if (flaw !== 'host-bits')
      warnAt(report, path, `non-standard CIDR value ${quote(text)} ${FUTURE}: use ${quote(canonical)}`);
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

function quote(text: string): string {
  return JSON.stringify(text);
}
