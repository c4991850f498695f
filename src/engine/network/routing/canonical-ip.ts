import { formatAddress, parseAddress } from '../../model/index.ts';

/** The one text of an address, whatever text it was written as; what is no address stays as it is. */
export function canonicalIP(text: string): string {
  if (!text.includes(':')) return text;
  const address = parseAddress(text);
  return address === undefined ? text : formatAddress(address);
}
