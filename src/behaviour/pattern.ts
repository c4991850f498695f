import { parseAddress } from '../engine/model/index.ts';

interface AddressPattern {
  /** The octets of an IPv4 address, the eight groups of an IPv6 one; `x` is any. */
  readonly parts: readonly string[];
  readonly port: string | undefined;
}

/** Reports whether a text is an address in which octets (IPv4) or groups (IPv6) may be `x`: `172.30.x.x`, with or without a port. */
export function isAddressPattern(text: string): boolean {
  return parsePattern(text) !== undefined;
}

/**
 * Reports whether an address, `ip` or `ip:port`, meets a pattern: `x` stands for any one octet, group or port, and a
 * pattern without a port for every port. False for a text that is no pattern.
 */
export function matchesAddress(pattern: string, address: string): boolean {
  const wanted = parsePattern(pattern);
  const found = parsePattern(address);
  if (wanted === undefined || found === undefined || wanted.parts.length !== found.parts.length) return false;
  if (wanted.port !== undefined && !meets(wanted.port, found.port)) return false;
  return wanted.parts.every((part, index) => meets(part, found.parts[index]));
}

function meets(wanted: string, found: string | undefined): boolean {
  return found !== undefined && (wanted === 'x' || wanted === found);
}

function parsePattern(text: string): AddressPattern | undefined {
  const lower = text.trim().toLowerCase();
  const four = /^([\dx]+(?:\.[\dx]+){3})(?::(\d{1,5}|x))?$/.exec(lower);
  if (four?.[1] !== undefined) {
    const parts = four[1].split('.');
    return areAddress(parts, '.') ? { parts, port: four[2] } : undefined;
  }
  const [, bracketed, port] = /^\[([\da-fx:]+)\](?::(\d{1,5}|x))?$/.exec(lower) ?? [];
  const six = bracketed ?? lower;
  if (!/^[\da-fx:]*:[\da-fx:]*:[\da-fx:]*$/.test(six)) return undefined;
  const parts = groupsOf(six);
  return areAddress(parts, ':') ? { parts, port } : undefined;
}

/** Any number will do for an `x`. */
function areAddress(parts: readonly string[], separator: string): boolean {
  return parseAddress(parts.map((part) => (part === 'x' ? '0' : part)).join(separator)) !== undefined;
}

/** The eight groups, without leading zeros; those that `::` leaves out are 0. */
function groupsOf(text: string): readonly string[] {
  const split = (part: string) => (part === '' ? [] : part.split(':'));
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return [];
  const [before, after] = [split(head), split(tail ?? '')];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return groups.map((group) => group.replace(/^0+(?=.)/, ''));
}
