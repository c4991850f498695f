import type { DnsQuery, Rcode, RecordType } from '../../model/index.ts';
import { answer } from './answer.ts';
import { answerExternally } from './answer-externally.ts';
import { answerOf } from './answer-of.ts';
import { explanationOf } from './explanation-of.ts';
import type { Libc } from './libc-of.ts';
import { canonicalName, displayName, isReverseName, isWithin } from './names.ts';
import type { Answer, Question, Zone } from './zone.ts';

/** Puts a question to a nameserver. `timeout`: the packet is lost; `refused`: it is rejected on its way. */
export type Ask = (server: string, question: Question) => Answer | 'timeout' | 'refused';

/** What became of one name: a failure is that of the last server. */
export type Outcome = 'answered' | 'nodata' | 'nxdomain' | 'servfail' | 'refused' | 'rejected' | 'timeout';

export interface Attempt {
  readonly name: string;
  readonly outcome: Outcome;
  readonly answers: readonly Answer[];
  /** What servers said that failed. */
  readonly failures: readonly Answer[];
  readonly queries: readonly DnsQuery[];
}

/**
 * Asks as if every nameserver were in reach: the cluster's own answers from the zone, any other from the table of
 * external hosts, which has no names of the cluster.
 */
export function askDirectly(zone: Zone): Ask {
  return (server, question) => {
    const { dns } = zone.view.spec;
    if (zone.servers.has(server)) {
      if (!dns.installed) return 'timeout';
      return dns.nodeLocal && !isClusterName(zone, question) ? pastCluster(zone, question) : answer(zone, question);
    }
    if (!isWithin(canonicalName(question.name), zone.domain)) return answerExternally(zone, server, question);
    const text = `${server} is not the cluster's DNS, and knows no name of ${zone.domain}`;
    return answerOf({ rcode: 'NXDOMAIN' }, () => ({ reason: { code: 'not-the-cluster-dns', text }, considered: [] }));
  };
}

/**
 * NodeLocal DNSCache hands the cluster's names to CoreDNS, and every other to the machines' own nameservers, past the
 * Corefile (kubernetes cluster/addons/dns/nodelocaldns/nodelocaldns.yaml).
 */
function pastCluster(zone: Zone, question: Question): Answer {
  const [upstream] = zone.view.spec.dns.nodeResolvConf.nameservers;
  return answerExternally(zone, upstream, question);
}

function isClusterName(zone: Zone, { name }: Question): boolean {
  const wanted = canonicalName(name);
  return isWithin(wanted, zone.domain) || isReverseName(wanted);
}

/**
 * Puts one name to the nameservers. glibc asks them in order until one answers (resolv/res_send.c); musl asks all at
 * once and takes the first answer to come, here that of the first in the list (src/network/res_msend.c).
 */
export function askServers(
  client: { readonly libc: Libc; readonly nameservers: readonly string[] },
  name: string,
  types: readonly RecordType[],
  ask: Ask,
): Attempt {
  const queries: DnsQuery[] = [];
  const failures: Outcome[] = [];
  const failed: Answer[] = [];
  let answered: readonly Answer[] = [];
  for (const server of client.nameservers) {
    if (answered.length > 0 && client.libc === 'glibc') break;
    const replies = types.map((type) => ask(server, { name, type }));
    for (const [index, reply] of replies.entries()) {
      queries.push({ name, type: types[index] ?? 'A', server, rcode: rcodeOf(reply) });
    }
    const conclusive = replies
      .filter(isConclusive)
      .map((reply) => (client.libc === 'glibc' ? asAsked(name, reply) : reply));
    failed.push(...replies.filter(isAnswer).filter((reply) => !isConclusive(reply)));
    if (conclusive.length === 0) failures.push(...replies.map(failureOf));
    else if (answered.length === 0) answered = conclusive;
  }
  const outcome = answered.length > 0 ? outcomeOf(answered) : failureOver(failures, client.libc);
  return { name, outcome, answers: answered, failures: failed, queries };
}

/**
 * glibc takes only the records of the name that it asked for, and of the aliases that lead on from it (resolv/nss_dns
 * dns-host.c); a server that renames the question and not the answer gives it nothing. musl does not look at names.
 */
function asAsked(name: string, answer: Answer): Answer {
  let expected = canonicalName(name);
  const records = answer.records.filter((record) => {
    if (canonicalName(record.name) !== expected) return false;
    if (record.type === 'CNAME') expected = canonicalName(record.data);
    return true;
  });
  if (records.length === answer.records.length) return answer;
  return answerOf({ rcode: answer.rcode, records, forwarded: answer.forwarded }, () => {
    const { name: other = '' } = answer.records.find((record) => !records.includes(record)) ?? {};
    const text = `${answer.reason.text}; glibc drops the answer, which speaks of ${displayName(other)} in place of ${displayName(name)}`;
    return { ...explanationOf(answer), reason: { code: 'answer-of-another-name', text } };
  });
}

function isAnswer(reply: ReturnType<Ask>): reply is Answer {
  return typeof reply !== 'string';
}

function rcodeOf(reply: ReturnType<Ask>): Rcode {
  return reply === 'timeout' ? 'TIMEOUT' : reply === 'refused' ? 'REFUSED' : reply.rcode;
}

function isConclusive(reply: ReturnType<Ask>): reply is Answer {
  return isAnswer(reply) && (reply.rcode === 'NOERROR' || reply.rcode === 'NXDOMAIN');
}

function outcomeOf(answers: readonly Answer[]): Outcome {
  if (answers.some(({ records }) => records.length > 0)) return 'answered';
  return answers.some(({ rcode }) => rcode === 'NXDOMAIN') ? 'nxdomain' : 'nodata';
}

function failureOf(reply: ReturnType<Ask>): Outcome {
  switch (rcodeOf(reply)) {
    case 'SERVFAIL':
      return 'servfail';
    case 'REFUSED':
      return reply === 'refused' ? 'rejected' : 'refused';
    default:
      return 'timeout';
  }
}

// musl's socket is not connected: it sees no rejected packet, passes over a REFUSED and waits until its time is up.
function failureOver(failures: readonly Outcome[], libc: Libc): Outcome {
  if (libc === 'musl') return failures.includes('servfail') ? 'servfail' : 'timeout';
  return failures.findLast((failure) => failure !== 'rejected') ?? (failures.length > 0 ? 'rejected' : 'timeout');
}
