import type { Answer as WireRecord } from 'dns-packet';
import { encode } from 'dns-packet';
import type { DnsRecord } from '../../engine/model/index.ts';
import type { Edns, Query } from './read-query.ts';
import { wireRecord } from './record-data.ts';

/** A response, before it is cut to the size that fits. */
export interface Response {
  /** The extended code of RFC 6891: below 16 it fits into the header. */
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly recursionAvailable: boolean;
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}

const HEADER = 12;

/** A pointer to the name of the question, which stands right behind the header (RFC 1035 section 4.1.4). */
const TO_QUESTION = Buffer.from([0xc0, HEADER]);

/**
 * Writes a response of at most `limit` bytes: records that do not fit are left out, from the end, and the message says
 * that it is truncated. The question comes back as it came, and so do the OPT record's size and DO bit.
 */
export function writeResponse(query: Query, response: Response, limit: number): Buffer {
  const question = query.question ?? Buffer.alloc(0);
  const option = query.edns === undefined ? Buffer.alloc(0) : wireBytes(optionRecord(query.edns, response.rcode));
  let room = limit - HEADER - question.length - option.length;
  let truncated = false;
  const take = (records: readonly DnsRecord[]): readonly Buffer[] => {
    const fitting: Buffer[] = [];
    for (const record of records) {
      const bytes = recordBytes(record, question);
      truncated ||= bytes.length > room;
      if (truncated) break;
      room -= bytes.length;
      fitting.push(bytes);
    }
    return fitting;
  };
  const [answer, authority, additional] = [take(response.answer), take(response.authority), take(response.additional)];
  const options = query.edns === undefined ? [] : [option];
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(query.id, 0);
  header.writeUInt16BE(flagsOf(query, response, truncated), 2);
  const counts = [
    query.question === undefined ? 0 : 1,
    answer.length,
    authority.length,
    additional.length + options.length,
  ];
  for (const [index, count] of counts.entries()) header.writeUInt16BE(count, 4 + index * 2);
  return Buffer.concat([header, question, ...answer, ...authority, ...additional, ...options]);
}

function flagsOf(query: Query, response: Response, truncated: boolean): number {
  return (
    0x8000 |
    (query.opcode << 11) |
    (response.authoritative ? 0x0400 : 0) |
    (truncated ? 0x0200 : 0) |
    (query.recursionDesired ? 0x0100 : 0) |
    (response.recursionAvailable ? 0x0080 : 0) |
    (query.checkingDisabled ? 0x0010 : 0) |
    (response.rcode & 0xf)
  );
}

function optionRecord({ payloadSize, dnssecOk }: Edns, rcode: number): WireRecord {
  const flags = dnssecOk ? 0x8000 : 0;
  const extendedRcode = rcode >> 4;
  const size = { udpPayloadSize: payloadSize, extendedRcode, ednsVersion: 0 };
  return { type: 'OPT', name: '.', ...size, flags, flag_do: dnssecOk, options: [] };
}

/** The bytes of a record; an owner that is the very name of the question is a pointer to it, as most owners are. */
function recordBytes(record: DnsRecord, question: Buffer): Buffer {
  const bytes = wireBytes(wireRecord(record));
  const owner = question.length - 4;
  const same = owner > 2 && bytes.subarray(0, owner).equals(question.subarray(0, owner));
  return same ? Buffer.concat([TO_QUESTION, bytes.subarray(owner)]) : bytes;
}

/** The library writes whole messages only: a record alone is a message of one record without its header. */
function wireBytes(record: WireRecord): Buffer {
  return encode({ additionals: [record] }).subarray(HEADER);
}
