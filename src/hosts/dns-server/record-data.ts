import type { Answer as WireRecord } from 'dns-packet';
import type { DnsRecord } from '../../engine/model/index.ts';

/** A record as the wire library takes it: its data in parts, where it has several. */
export function wireRecord({ name, type, ttl, data }: DnsRecord): WireRecord {
  const words = data.split(' ');
  const number = (index: number) => Number(words[index]);
  switch (type) {
    case 'SRV': {
      const [, , , target = '.'] = words;
      return { name, type, ttl, data: { priority: number(0), weight: number(1), port: number(2), target } };
    }
    case 'SOA': {
      const [mname = '.', rname = '.'] = words;
      const times = { refresh: number(3), retry: number(4), expire: number(5), minimum: number(6) };
      return { name, type, ttl, data: { mname, rname, serial: number(2), ...times } };
    }
    case 'TXT':
      return { name, type, ttl, data: textParts(data) };
    default:
      return { name, type, ttl, data };
  }
}

/** The parts of a TXT record in zone-file notation: `"one" "two"`, without quotes a word each. */
export function textParts(data: string): string[] {
  return [...data.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, word]) =>
    quoted === undefined ? (word ?? '') : quoted.replaceAll(/\\(.)/g, '$1'),
  );
}
