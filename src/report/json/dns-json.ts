import type { DnsRecord } from '../../engine/model/index.ts';
import { JSON_VERSION, type Versioned } from './version.ts';

/** The JSON of `curlew dns`: every record that the cluster's DNS server can list. */
export interface DnsJson extends Versioned {
  readonly records: readonly DnsRecord[];
}

export function dnsJson(records: readonly DnsRecord[]): DnsJson {
  return { version: JSON_VERSION, records };
}
