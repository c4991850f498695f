import type { Nameserver, Rcode } from '../../model/index.ts';
import { answerOf } from './answer-of.ts';
import { addressRecord } from './authority.ts';
import { absoluteName, addressTypeOf, canonicalName, displayName, isWithin } from './names.ts';
import type { Answer, ExternalHosts, Question } from './zone.ts';

/** The code of a name that only the world outside could know. */
export const UNKNOWN_OUTSIDE = 'unknown-external-host';

/** The hosts of the table have no TTL of their own. */
const TTL = 30;

/** What is known of the world outside: the hosts by canonical name, and nameservers by address. */
export interface Outside {
  readonly externalHosts: ExternalHosts;
  readonly nameservers: ReadonlyMap<string, Nameserver>;
}

/**
 * Answers as a nameserver outside the cluster does, from the table of external hosts alone, and as the cluster describes
 * that server. No real network is ever asked: a name that is not in the table is NXDOMAIN unless the server is said to
 * answer otherwise.
 */
export function answerExternally(outside: Outside, server: string | undefined, question: Question): Answer {
  const name = displayName(question.name);
  const wanted = canonicalName(name);
  const described = server === undefined ? undefined : outside.nameservers.get(server);
  const zones = described?.zones;
  const isServed = zones === undefined || zones.some((zone) => isWithin(wanted, canonicalName(zone)));
  const addresses = isServed ? findHost(outside.externalHosts, wanted) : undefined;
  if (addresses === undefined) {
    if (described !== undefined && (!isServed || described.otherwise !== undefined)) {
      return asDescribed(described, name, isServed);
    }
    const text = `${name === '' ? 'the root' : name} is not among the external hosts, and Curlew never asks the real network`;
    return answerOf({ rcode: 'NXDOMAIN', forwarded: true }, () => ({
      reason: { code: UNKNOWN_OUTSIDE, text },
      considered: [],
    }));
  }
  const matching = addresses.filter((ip) => addressTypeOf(ip) === question.type);
  const records = matching.flatMap((ip) => addressRecord(absoluteName(name), ip, TTL));
  const reason =
    records.length > 0
      ? { code: 'external-host', text: `${name} is the external host ${matching.join(', ')}` }
      : { code: 'no-such-record', text: `the external host ${name} has no ${question.type} record` };
  return answerOf({ rcode: 'NOERROR', records, forwarded: true }, () => ({ reason, considered: [] }));
}

function asDescribed({ address, zones = [], otherwise }: Nameserver, name: string, isServed: boolean): Answer {
  const said = otherwise ?? 'REFUSED';
  const rcode: Rcode = said === 'NODATA' ? 'NOERROR' : said;
  const why = isServed ? 'does not know' : `does not answer for, but for ${zones.join(', ')}`;
  const text = `nameserver ${address} answers ${said} to ${name}, which it ${why}`;
  return answerOf({ rcode, forwarded: true }, () => ({ reason: { code: 'nameserver-says', text }, considered: [] }));
}

/**
 * The addresses of a name, or of the wildcard that covers it: that of the closest encloser, the nearest domain above it
 * that exists (RFC 4592 section 3.3.1).
 */
function findHost(hosts: ExternalHosts, wanted: string): readonly string[] | undefined {
  const own = hosts.get(wanted);
  if (own !== undefined) return own;
  const labels = wanted.split('.');
  for (let first = 1; first < labels.length; first++) {
    const encloser = labels.slice(first).join('.');
    const covering = hosts.get(`*.${encloser}`);
    if (covering !== undefined) return covering;
    if ([...hosts.keys()].some((name) => isWithin(name, encloser))) return undefined;
  }
  return undefined;
}
