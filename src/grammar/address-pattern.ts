import { parseAddress } from '../engine/model/index.ts';

/** An address of which some parts may be any: `172.30.x.x`, with or without a port. */
export interface AddressPattern {
  /** The octets of an IPv4 address, the eight groups of an IPv6 one; `x` is any. */
  readonly parts: readonly string[];
  /** `x` is any; absent where the pattern speaks of no port, which is any as well. */
  readonly port?: string;
}

/** An address as text, with the port where one is known. */
export interface AddressAt {
  readonly ip: string;
  readonly port?: number;
}

/** Reads an address in which octets (IPv4) or groups (IPv6) may be `x`: `172.30.x.x:3306`; `undefined` for anything else. */
export function readAddressPattern(text: string): AddressPattern | undefined {
  const lower = text.trim().toLowerCase();
  const four = /^([\dx]+(?:\.[\dx]+){3})(?::(\d{1,5}|x))?$/.exec(lower);
  if (four?.[1] !== undefined) return patternOf(four[1].split('.'), '.', four[2]);
  const [, bracketed, port] = /^\[([\da-fx:]+)\](?::(\d{1,5}|x))?$/.exec(lower) ?? [];
  const six = bracketed ?? lower;
  if (!/^[\da-fx:]*:[\da-fx:]*:[\da-fx:]*$/.test(six)) return undefined;
  return patternOf(groupsOf(six), ':', port);
}

/** Reports whether an address meets a pattern. A pattern that names a port is met by no address without one. */
export function meetsAddress({ parts, port }: AddressPattern, at: AddressAt): boolean {
  const found = readAddressPattern(at.ip);
  if (found === undefined || parts.length !== found.parts.length) return false;
  if (port !== undefined && !meets(port, at.port === undefined ? undefined : `${at.port}`)) return false;
  return parts.every((part, index) => meets(part, found.parts[index]));
}

function meets(wanted: string, found: string | undefined): boolean {
  return found !== undefined && (wanted === 'x' || wanted === found);
}

/** Any number will do for an `x`. */
function patternOf(parts: readonly string[], separator: string, port: string | undefined): AddressPattern | undefined {
  if (parseAddress(parts.map((part) => (part === 'x' ? '0' : part)).join(separator)) === undefined) return undefined;
  return port === undefined ? { parts } : { parts, port };
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
