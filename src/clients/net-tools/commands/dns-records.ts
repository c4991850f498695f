import type { DnsRecord } from '../../../engine/model/index.ts';
import { withoutDot } from '../dns-client.ts';

/** The lines that nslookup prints for a record. `dots` keeps the final dot of names in the data, as bind's does. */
export function nslookupLines(record: DnsRecord, dots: 'kept' | 'dropped'): string {
  const name = withoutDot(record.name);
  const data = dots === 'kept' ? record.data : withoutDot(record.data);
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${name}\nAddress: ${record.data}\n`;
    case 'CNAME':
      return `${name}\tcanonical name = ${data}\n`;
    case 'PTR':
      return `${name}\tname = ${data}\n`;
    case 'NS':
      return `${name}\tnameserver = ${data}\n`;
    case 'SRV':
      return `${name}\tservice = ${data}\n`;
    case 'TXT':
      return `${name}\ttext = ${record.data}\n`;
    case 'SOA':
      return soaLines(name, record.data);
  }
}

function soaLines(name: string, data: string): string {
  const [origin = '', mail = '', serial, refresh, retry, expire, minimum] = data.split(' ');
  const fields = [
    `origin = ${withoutDot(origin)}`,
    `mail addr = ${withoutDot(mail)}`,
    `serial = ${serial}`,
    `refresh = ${refresh}`,
    `retry = ${retry}`,
    `expire = ${expire}`,
    `minimum = ${minimum}`,
  ];
  return `${name}\n${fields.map((field) => `\t${field}\n`).join('')}`;
}
