import { wildcardFor } from '../../model/index.ts';
import { answerOf } from './answer-of.ts';
import { addressRecord } from './authority.ts';
import { absoluteName, addressTypeOf, canonicalName, displayName } from './names.ts';
import type { Answer, ExternalHosts, Question } from './zone.ts';

/** The code of a name that only the world outside could know. */
export const UNKNOWN_OUTSIDE = 'unknown-external-host';

/** The hosts of the table have no TTL of their own. */
const TTL = 30;

/**
 * Answers as a nameserver outside the cluster does, from the table of external hosts alone. No real network is ever
 * asked: a name that is not in the table is NXDOMAIN.
 */
export function answerExternally(hosts: ExternalHosts, question: Question): Answer {
  const name = displayName(question.name);
  const wanted = canonicalName(name);
  const addresses = hosts.get(wanted) ?? hosts.get(wildcardFor(wanted));
  if (addresses === undefined) {
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
