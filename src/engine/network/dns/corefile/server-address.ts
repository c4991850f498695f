import { zonesOf } from './zone-names.ts';

/** Where a server block listens, and for which zones: `dns://example.org:53`. */
export interface ServerAddress {
  readonly scheme: string;
  readonly zones: readonly string[];
  readonly port: number;
}

const DEFAULT_PORT = 53;

/** Reads the address of a server block (coredns core/dnsserver/address.go normalizeZone). */
export function readServerAddress(key: string): ServerAddress {
  const [, scheme = 'dns', rest = ''] = /^(?:(\w+):\/\/)?(.*)$/.exec(key) ?? [];
  const [, zone = '', port] = /^(.*?)(?::(\d+))?$/.exec(rest) ?? [];
  return { scheme, zones: zonesOf(zone === '' ? '.' : zone), port: port === undefined ? DEFAULT_PORT : Number(port) };
}
