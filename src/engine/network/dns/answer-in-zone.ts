import type { DnsRecord, RuleRef } from '../../model/index.ts';
import { answerOf } from './answer-of.ts';
import { addressRecord, nameServer, soaRecord } from './authority.ts';
import { chase } from './chase.ts';
import type { Finding } from './find-records.ts';
import { findRecords } from './find-records.ts';
import { absoluteName, canonicalName, displayName, isWellFormed } from './names.ts';
import { serviceRecords } from './service-records.ts';
import type { Answer, Explanation, KubernetesZone, Question } from './zone.ts';

/** The version of the naming scheme, the content of `dns-version.<domain>` (kubernetes/dns docs/specification.md). */
const SCHEMA_VERSION = '"1.1.0"';

/**
 * Answers a question about a name of the zone. Total: any name gets an answer, and one that fits into no query is
 * NXDOMAIN (coredns plugin/kubernetes/handler.go ServeDNS).
 */
export function answerInZone(zone: KubernetesZone, question: Question): Answer {
  const name = canonicalName(question.name);
  if (!isWellFormed(name)) {
    const text = `${displayName(question.name)} is no domain name: a label is empty or too long`;
    return nameError(zone, () => ({ reason: { code: 'malformed-name', text }, considered: [] }));
  }
  if (question.type === 'TXT') return answerText(zone, question, name);
  if (name === `ns.dns.${zone.domain}`) return answerNameServer(zone, question);
  if (name === zone.domain && question.type === 'SOA')
    return plain([soaRecord(zone)], 'zone-apex', `the SOA of ${name}`);
  if (name === zone.domain && question.type === 'NS') {
    const server = nameServer(zone);
    const record: DnsRecord = {
      name: absoluteName(question.name),
      type: 'NS',
      ttl: zone.settings.ttl,
      data: server.name,
    };
    return plain([record], 'zone-apex', `${name} is served by ${displayName(server.name)}`, server.addresses);
  }
  const finding = findRecords(zone, name);
  if (finding.kind === 'missing') return nameError(zone, finding.explain);
  if (finding.kind === 'empty') return noData(zone, finding.explain);
  switch (question.type) {
    case 'A':
    case 'AAAA':
      return chase(zone, question, finding, (explain) => noData(zone, explain));
    case 'SRV':
      return serviceRecords(zone, question, finding) ?? withoutRecord(zone, question, finding);
    case 'CNAME': {
      const alias = finding.code === 'external-name' ? finding.entries[0] : undefined;
      if (alias === undefined) return withoutRecord(zone, question, finding);
      const owner = absoluteName(question.name);
      const record: DnsRecord = { name: owner, type: 'CNAME', ttl: zone.settings.ttl, data: absoluteName(alias.host) };
      const text = `${displayName(question.name)} is an alias of ${alias.host}`;
      return answerOf({ rcode: 'NOERROR', records: [record] }, () => explained(finding, 'external-name', text));
    }
    default:
      return withoutRecord(zone, question, finding);
  }
}

// The plugin answers NXDOMAIN to TXT wherever it has no records at all, even for the domain itself.
function answerText(zone: KubernetesZone, question: Question, name: string): Answer {
  if (name === `dns-version.${zone.domain}`) {
    const record: DnsRecord = { name: absoluteName(question.name), type: 'TXT', ttl: 28800, data: SCHEMA_VERSION };
    return plain([record], 'dns-version', 'the version of the naming scheme');
  }
  const finding = findRecords(zone, name);
  return finding.kind === 'records' ? withoutRecord(zone, question, finding) : nameError(zone, finding.explain);
}

function answerNameServer(zone: KubernetesZone, question: Question): Answer {
  const owner = absoluteName(question.name);
  const { addresses } = nameServer(zone);
  const records = addresses
    .flatMap(({ data }) => addressRecord(owner, data, zone.settings.ttl))
    .filter(({ type }) => type === question.type);
  const text = `${displayName(owner)} is the cluster's DNS server`;
  if (records.length === 0) return noData(zone, () => ({ reason: { code: 'no-such-record', text }, considered: [] }));
  return plain(records, 'name-server', text);
}

function plain(
  records: readonly DnsRecord[],
  code: string,
  text: string,
  additional: readonly DnsRecord[] = [],
): Answer {
  return answerOf({ rcode: 'NOERROR', records, additional }, () => ({ reason: { code, text }, considered: [] }));
}

function nameError(zone: KubernetesZone, explain: () => Explanation): Answer {
  return answerOf({ rcode: 'NXDOMAIN', authority: [soaRecord(zone)] }, explain);
}

function noData(zone: KubernetesZone, explain: () => Explanation): Answer {
  return answerOf({ rcode: 'NOERROR', authority: [soaRecord(zone)] }, explain);
}

function withoutRecord(
  zone: KubernetesZone,
  question: Question,
  finding: Extract<Finding, { kind: 'records' }>,
): Answer {
  const text = `${displayName(question.name)} exists, and has no ${question.type} record`;
  return noData(zone, () => explained(finding, 'no-such-record', text));
}

function explained(finding: { readonly rule: () => RuleRef | undefined }, code: string, text: string): Explanation {
  const rule = finding.rule();
  return { reason: { code, text }, ...(rule === undefined ? {} : { rule }), considered: [] };
}
