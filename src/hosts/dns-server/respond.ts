import { isIPv4, isIPv6 } from 'node:net';
import type { DnsRecord, Rcode, RecordType } from '../../engine/model/index.ts';
import type { Answer } from '../../engine/network/dns/index.ts';
import type { Query, Refusal } from './read-query.ts';
import { readQuery } from './read-query.ts';
import { textParts } from './record-data.ts';
import type { Response } from './write-response.ts';
import { writeResponse } from './write-response.ts';

/** Answers a question; `timeout` and `refused` stand for a question that never reaches the server. */
export type AskDns = (question: { readonly name: string; readonly type: RecordType }) => Answer | 'timeout' | 'refused';

type Reply = Pick<Answer, 'rcode' | 'records' | 'authority' | 'additional' | 'forwarded'>;

/** Codes of RFC 1035 section 4.1.1 and RFC 6891 section 9. */
const CODES: Readonly<Record<Refusal | Exclude<Rcode, 'TIMEOUT' | 'UNKNOWN'>, number>> = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  BADVERS: 16,
};

const TYPES: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME', 'SRV', 'PTR', 'TXT', 'NS', 'SOA']);

/** The sizes of messages: without EDNS over UDP (RFC 1035 section 2.3.4), the most that UDP carries, and TCP's. */
const PLAIN_UDP = 512;
const LARGEST_UDP = 65507;
const LARGEST_TCP = 65535;

const NOTHING = { authoritative: false, recursionAvailable: false, answer: [], authority: [], additional: [] } as const;

/** The response to a message; `undefined` where none is sent. */
export function respond(message: Buffer, transport: 'udp' | 'tcp', ask: AskDns): Buffer | undefined {
  const query = readQuery(message);
  if (query === undefined) return undefined;
  const limit = transport === 'tcp' ? LARGEST_TCP : udpLimit(query);
  if (query.refusal !== undefined) return writeResponse(query, { ...NOTHING, rcode: CODES[query.refusal] }, limit);
  try {
    return answered(query, limit, ask);
  } catch {
    // Whatever cannot be found out or encoded: a server says so, and goes on.
    return writeResponse(query, { ...NOTHING, rcode: CODES.SERVFAIL }, limit);
  }
}

function answered(query: Query, limit: number, ask: AskDns): Buffer | undefined {
  const reply = askFor(query, ask);
  if (typeof reply === 'string' || reply.rcode === 'TIMEOUT' || reply.rcode === 'UNKNOWN') return undefined;
  const { forwarded, records, authority, additional } = reply;
  if (![...records, ...authority, ...additional].every(isEncodable))
    throw new RangeError('a name does not fit into a message');
  const denied = reply.rcode === 'SERVFAIL' || reply.rcode === 'REFUSED';
  const response: Response = {
    rcode: CODES[reply.rcode],
    authoritative: !forwarded && !denied,
    recursionAvailable: forwarded,
    answer: asAsked(query.name, records),
    authority,
    additional,
  };
  return writeResponse(query, response, limit);
}

/** Types whose data ends with a name. */
const NAMING: ReadonlySet<string> = new Set(['CNAME', 'PTR', 'NS', 'SRV']);

/**
 * The encoder writes a label of more than 63 bytes, one of none, and a text of more than 255 as they are, and nobody can
 * read them (RFC 1035 sections 3.1 and 3.3).
 */
function isEncodable(record: DnsRecord): boolean {
  const { name, type, data } = record;
  if (type === 'TXT' && textParts(data).some((part) => Buffer.byteLength(part) > 255)) return false;
  if (type === 'A' && !isIPv4(data)) return false;
  if (type === 'AAAA' && !isIPv6(data)) return false;
  const names = type === 'SOA' ? data.split(' ').slice(0, 2) : NAMING.has(type) ? data.split(' ').slice(-1) : [];
  return [name, ...names].every(isName);
}

function isName(name: string): boolean {
  if (name === '.') return true;
  const labels = name.replace(/\.$/, '').split('.');
  const fits = labels.every((label) => label !== '' && Buffer.byteLength(label) <= 63);
  return fits && Buffer.byteLength(labels.join('.')) <= 253;
}

function udpLimit({ edns }: Query): number {
  return Math.min(Math.max(edns?.payloadSize ?? PLAIN_UDP, PLAIN_UDP), LARGEST_UDP);
}

/**
 * A type without records of its own is asked for as another, to tell a name that is there from one that is not, as
 * CoreDNS does (plugin/kubernetes/handler.go ServeDNS). `NS` brings the SOA along that an answer without records has.
 */
function askFor({ name, type }: Query, ask: AskDns): Reply | 'timeout' | 'refused' {
  if (isRecordType(type)) return ask({ name, type });
  const address = ask({ name, type: 'A' });
  if (typeof address === 'string' || address.records.length === 0) return address;
  const other = ask({ name, type: 'NS' });
  if (typeof other === 'string') return other;
  const { rcode, authority, forwarded } = other;
  return { rcode, authority, forwarded, records: [], additional: [] };
}

function isRecordType(type: string): type is RecordType {
  return TYPES.has(type);
}

/** The question's own case comes back in the records of its name, whatever the server made of it. */
function asAsked(name: string, records: readonly DnsRecord[]): readonly DnsRecord[] {
  const owner = name.endsWith('.') ? name : `${name}.`;
  return records.map((record) =>
    record.name.toLowerCase() === owner.toLowerCase() ? { ...record, name: owner } : record,
  );
}
