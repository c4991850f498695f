import type { Considered, Decider, Reason, RuleRef } from './decision.ts';
import type { Trace } from './trace.ts';

export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR' | 'TXT' | 'NS' | 'SOA';
/**
 * How a question is answered. Two are no codes of the wire: `TIMEOUT`, where nothing answers, and `UNKNOWN`, where nobody can
 * tell what does: the question may be lost, or a nameserver of which nothing is known would have to say.
 */
export type Rcode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'TIMEOUT' | 'UNKNOWN';

/** One resource record. `data` is in zone-file notation: an address, a name with its final dot, `0 50 80 web.…` */
export interface DnsRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly ttl: number;
  readonly data: string;
}

/** One question that the resolver put to one server. `TIMEOUT` is no code of the wire: nothing answered. */
export interface DnsQuery {
  readonly name: string;
  readonly type: RecordType;
  /** The nameserver's address, or `/etc/hosts`. */
  readonly server: string;
  readonly rcode: Rcode;
}

/** What one look-up gives a client, and why. NOERROR without answers is NODATA. */
export interface Resolution {
  readonly name: string;
  readonly type: RecordType;
  readonly rcode: Rcode;
  readonly answers: readonly DnsRecord[];
  readonly queries: readonly DnsQuery[];
  readonly reason: Reason;
  readonly rule?: RuleRef;
  readonly considered: readonly Considered[];
  /** The Service whose name it is, or what lost the question; absent where nothing written decided. */
  readonly decidedBy?: readonly Decider[];
  /**
   * The way of the questions to each nameserver that was asked over the cluster's network, in that order. Found when it is
   * read; whoever asks again gets the same traces.
   */
  readonly ways?: readonly Trace[];
}
