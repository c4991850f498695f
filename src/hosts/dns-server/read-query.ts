import { decode, type OptAnswer } from 'dns-packet';

/** The codes of RFC 1035 and RFC 6891 that a server refuses a message with. */
export type Refusal = 'FORMERR' | 'NOTIMP' | 'REFUSED' | 'BADVERS';

/** A message as it came, as far as it could be read. */
export interface Query {
  readonly id: number;
  readonly opcode: number;
  readonly recursionDesired: boolean;
  readonly checkingDisabled: boolean;
  /** The question section as it came, byte for byte; absent where there is not exactly one question. */
  readonly question?: Buffer;
  readonly name: string;
  readonly type: string;
  readonly edns?: Edns;
  /** Why it is not answered; absent for a plain question. */
  readonly refusal?: Refusal;
}

/** What the client says about itself in an OPT record. */
export interface Edns {
  readonly payloadSize: number;
  readonly dnssecOk: boolean;
}

const HEADER = 12;

/** Zone transfers, which the kubernetes plugin allows nobody unless a Corefile says so. */
const TRANSFERS: ReadonlySet<string> = new Set(['AXFR', 'IXFR']);

/**
 * Reads a message; `undefined` for one that a server does not answer at all: too short for a header, or no query. What
 * is refused, and how, is as in CoreDNS and the library under it (coredns core/dnsserver/server.go; miekg/dns
 * acceptfunc.go).
 */
export function readQuery(message: Buffer): Query | undefined {
  if (message.length < HEADER) return undefined;
  const flags = message.readUInt16BE(2);
  if ((flags & 0x8000) !== 0) return undefined;
  const query: Query = {
    id: message.readUInt16BE(0),
    opcode: (flags >> 11) & 0xf,
    recursionDesired: (flags & 0x0100) !== 0,
    checkingDisabled: (flags & 0x0010) !== 0,
    name: '.',
    type: '',
  };
  if (query.opcode !== 0) return { ...query, refusal: 'NOTIMP' };
  const end = message.readUInt16BE(4) === 1 ? endOfQuestion(message) : undefined;
  if (end === undefined) return { ...query, refusal: 'FORMERR' };
  const asked = { ...query, question: message.subarray(HEADER, end) };
  try {
    return withContent(asked, message);
  } catch {
    // The library throws on every kind of broken record.
    return { ...asked, refusal: 'FORMERR' };
  }
}

function withContent(query: Query, message: Buffer): Query {
  const { questions, additionals = [] } = decode(message);
  const [{ name, type, class: qclass } = { name: '.', type: 'A', class: undefined }] = questions ?? [];
  const options = additionals.filter((record): record is OptAnswer => record.type === 'OPT');
  const [option] = options;
  const edns = option === undefined ? {} : { edns: { payloadSize: option.udpPayloadSize, dnssecOk: option.flag_do } };
  const asked = { ...query, ...edns, name, type };
  if (options.length > 1) return { ...asked, refusal: 'FORMERR' };
  if (option !== undefined && option.ednsVersion !== 0) return { ...asked, refusal: 'BADVERS' };
  return qclass !== 'IN' || TRANSFERS.has(type) ? { ...asked, refusal: 'REFUSED' } : asked;
}

/** The offset behind the first question; its name is written out, since nothing stands before it to point at. */
function endOfQuestion(message: Buffer): number | undefined {
  let offset = HEADER;
  for (let length = message[offset]; length !== 0; length = message[offset]) {
    if (length === undefined || length > 63) return undefined;
    offset += length + 1;
  }
  const end = offset + 5;
  return end <= message.length && offset - HEADER < 255 ? end : undefined;
}
