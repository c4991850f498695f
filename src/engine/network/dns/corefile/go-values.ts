import { contains, parseAddress, parseCidr } from '../../../model/index.ts';
import { goRegExp } from './go-regexp.ts';

/** What is wrong with a word of a Corefile; `undefined` where nothing is. */
export type WordCheck = (word: string) => string | undefined;

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** Reads a duration as Go's time.ParseDuration does, in seconds; `undefined` where it is none. */
function goDuration(text: string): number | undefined {
  const [, sign, rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let seconds = 0;
  for (const [, number, unit = ''] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    seconds += Number(number) * (UNITS[unit] ?? 0);
  }
  return sign === '-' ? -seconds : seconds;
}

/** An integer as strconv.Atoi reads it, within bounds. */
export function integer(from: number = Number.NEGATIVE_INFINITY, to: number = Number.POSITIVE_INFINITY): WordCheck {
  return (word) => {
    if (!/^[+-]?\d+$/.test(word)) return `strconv.Atoi: parsing "${word}": invalid syntax`;
    const number = Number(word);
    return number < from || number > to ? `${word} is not within ${rangeText(from, to)}` : undefined;
  };
}

/** A number without a sign as strconv.ParseUint reads it, of 32 bits. */
export const unsigned: WordCheck = (word) =>
  /^\d+$/.test(word) && Number(word) < 2 ** 32 ? undefined : `strconv.ParseUint: parsing "${word}": invalid syntax`;

/** A number as strconv.ParseFloat reads it, zero or more. */
export const amount: WordCheck = (word) =>
  /^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word) ? undefined : `invalid amount "${word}"`;

/** A duration of so many seconds. */
export function duration(from: number = Number.NEGATIVE_INFINITY, to: number = Number.POSITIVE_INFINITY): WordCheck {
  return (word) => {
    const seconds = goDuration(word);
    if (seconds === undefined) return `time: invalid duration "${word}"`;
    return seconds < from || seconds > to ? `${word} is not within ${rangeText(from, to)} seconds` : undefined;
  };
}

function rangeText(from: number, to: number): string {
  return to === Number.POSITIVE_INFINITY ? `${from} and more` : `[${from}, ${to}]`;
}

export function oneOf(...words: readonly string[]): WordCheck {
  return (word) => (words.includes(word) ? undefined : `${word} is none of ${words.join(', ')}`);
}

/** `:8080`, `0.0.0.0:9153`: what net.SplitHostPort takes. */
export const hostPort: WordCheck = (word) =>
  /^([^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(word) ? undefined : `address ${word}: missing port in address`;

export const address: WordCheck = (word) =>
  parseAddress(word.replace(/^::ffff:(?=\d+\.)/i, '')) === undefined ? `invalid IP address: ${word}` : undefined;

/** A block of addresses, whose host bits may be set (net.ParseCIDR). */
export const cidr: WordCheck = (word) => {
  const slash = word.lastIndexOf('/');
  const [ip, block] = [parseAddress(word.slice(0, slash)), parseCidr(word)];
  const fits =
    block === undefined ? ip !== undefined && /\/\d{1,3}$/.test(word) : ip !== undefined && contains(block, ip);
  return fits ? undefined : `invalid CIDR "${word}"`;
};

/** The longest regular expression that CoreDNS compiles. */
const LONGEST_PATTERN = 10_000;

/** A regular expression of Go; what only Go has is taken to be right. */
export const pattern: WordCheck = (word) => {
  if (word.length > LONGEST_PATTERN) return `regex pattern too long: ${word.length} > ${LONGEST_PATTERN}`;
  return goRegExp(word) === 'malformed' ? `could not parse regex: ${word}` : undefined;
};

/** The codes of an answer (miekg/dns msg.go RcodeToString). */
const RCODES =
  'NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE DSOTYPENI BADSIG BADKEY ' +
  'BADTIME BADMODE BADNAME BADALG BADTRUNC BADCOOKIE';

const KNOWN_RCODES: ReadonlySet<string> = new Set(RCODES.split(' '));

export const rcode: WordCheck = (word) => (KNOWN_RCODES.has(word) ? undefined : `unknown rcode ${word}`);

/** A code in any case. */
export const anyCaseRcode: WordCheck = (word) => rcode(word.toUpperCase());

const CLASSES: ReadonlySet<string> = new Set(['IN', 'CS', 'CH', 'HS', 'NONE', 'ANY']);

export const queryClass: WordCheck = (word) => (CLASSES.has(word) ? undefined : `invalid query class ${word}`);

/** The types of records that have names (miekg/dns types.go). */
const TYPES: ReadonlySet<string> = new Set(
  (
    'A A6 AAAA AFSDB AMTRELAY ANY APL ATMA AVC AXFR CAA CDNSKEY CDS CERT CNAME CSYNC DHCID DLV DNAME DNSKEY DS EID EUI48 ' +
    'EUI64 GID GPOS HINFO HIP HTTPS IPSECKEY ISDN IXFR KEY KX L32 L64 LOC LP MAILA MAILB MB MD MF MG MINFO MR MX NAPTR ' +
    'NID NIMLOC NINFO NS NSAP NSAP-PTR NSEC NSEC3 NSEC3PARAM NULL NXNAME NXT None OPENPGPKEY OPT PTR PX RESINFO RKEY RP ' +
    'RRSIG RT Reserved SIG SMIMEA SOA SPF SRV SSHFP SVCB TA TALINK TKEY TLSA TSIG TXT UID UINFO UNSPEC URI X25 ZONEMD'
  ).split(' '),
);

export const queryType: WordCheck = (word) => (TYPES.has(word) ? undefined : `invalid RR class ${word}`);

/** A name that fits into a query (miekg/dns IsDomainName). */
export const domainName: WordCheck = (word) =>
  word !== '' && word.length <= 254 && !/\.\.|^\../.test(word) && word.split('.').every((label) => label.length <= 63)
    ? undefined
    : `invalid domain name ${word}`;
