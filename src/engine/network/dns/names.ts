import { formatAddress, parseAddress } from '../../model/index.ts';

/** A name in the form in which names are compared: lower case, without the final dot. The root is the empty name. */
export function canonicalName(name: string): string {
  return displayName(name).toLowerCase();
}

/** A name as people write it: its case kept, the final dot left out. */
export function displayName(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/** A name as zone files write it: its case kept, with the final dot. */
export function absoluteName(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** Reports whether a name fits into a query: labels of 1 to 63 characters, 253 in all (RFC 1035 section 2.3.4). */
export function isWellFormed(name: string): boolean {
  const text = displayName(name);
  return text.length <= 253 && text.split('.').every((label) => label.length >= 1 && label.length <= 63);
}

/** Reports whether a canonical name is `zone` or lies below it. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** Reports whether a canonical name lies in the zones that answer for addresses. */
export function isReverseName(name: string): boolean {
  return isWithin(name, 'in-addr.arpa') || isWithin(name, 'ip6.arpa');
}

/** The address behind a whole reverse name, `1.0.96.10.in-addr.arpa`; `undefined` for any other name. */
export function addressOfReverseName(name: string): string | undefined {
  const labels = canonicalName(name).split('.');
  const zone = labels.splice(-2).join('.');
  labels.reverse();
  if (zone === 'in-addr.arpa' && labels.length === 4) return parseable(labels.join('.'));
  if (zone !== 'ip6.arpa' || labels.length !== 32 || !labels.every((label) => /^[0-9a-f]$/.test(label)))
    return undefined;
  return parseable((labels.join('').match(/.{4}/g) ?? []).join(':'));
}

/** The name to ask for PTR records of an address, with its final dot; `undefined` where the text is no address. */
export function reverseName(ip: string): string | undefined {
  const address = parseAddress(ip);
  if (address === undefined) return undefined;
  if (address.family === 4) return `${ip.split('.').reverse().join('.')}.in-addr.arpa.`;
  return `${[...address.value.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa.`;
}

/** The record type that holds an address: `A` or `AAAA`; `undefined` where the text is no address. */
export function addressTypeOf(text: string): 'A' | 'AAAA' | undefined {
  const address = parseAddress(text);
  return address === undefined ? undefined : address.family === 4 ? 'A' : 'AAAA';
}

function parseable(text: string): string | undefined {
  const address = parseAddress(text);
  return address === undefined ? undefined : formatAddress(address);
}
