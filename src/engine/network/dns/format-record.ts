import type { DnsRecord } from '../../model/index.ts';

/** Prints a record as a zone file has it: `web.default.svc.cluster.local. 30 IN A 10.96.0.1`. */
export function formatRecord(record: DnsRecord): string {
  return `${record.name} ${record.ttl} IN ${record.type} ${record.data}`;
}
