import type { Considered, DnsRecord } from '../../model/index.ts';
import { answerOf } from './answer-of.ts';
import { addressRecord } from './authority.ts';
import type { Entry, Finding } from './find-records.ts';
import { findRecords } from './find-records.ts';
import { absoluteName, addressTypeOf, canonicalName, displayName, isWellFormed, isWithin } from './names.ts';
import type { Answer, Explanation, KubernetesZone, Question } from './zone.ts';

type Found = Extract<Finding, { kind: 'records' }>;

/** An alias chain longer than this is cut off (coredns plugin/backend_lookup.go A). */
const LONGEST_CHAIN = 8;

/**
 * Answers A and AAAA from what was found, through aliases (plugin/backend_lookup.go A and AAAA). An alias of a name in
 * the zone that has no address is NODATA; an alias of an outside name without one is the CNAME alone.
 */
export function chase(
  zone: KubernetesZone,
  question: Question,
  found: Found,
  noData: (explain: () => Explanation) => Answer,
): Answer {
  const records = unique(follow(zone, question, found.entries, []));
  const explain = (): Explanation => explainChase(zone, question, found, records);
  return records.length === 0 ? noData(explain) : answerOf({ rcode: 'NOERROR', records }, explain);
}

function follow(
  zone: KubernetesZone,
  question: Question,
  entries: readonly Entry[],
  before: readonly string[],
): DnsRecord[] {
  const owner = absoluteName(question.name);
  return entries.flatMap((entry) => {
    if (addressTypeOf(entry.host) !== undefined) {
      return addressRecord(owner, entry.host, zone.settings.ttl).filter(({ type }) => type === question.type);
    }
    const target = canonicalName(entry.host);
    const looped = target === canonicalName(owner) || before.includes(target) || before.length >= LONGEST_CHAIN;
    if (looped || !isWellFormed(target)) return [];
    const alias: DnsRecord = { name: owner, type: 'CNAME', ttl: zone.settings.ttl, data: absoluteName(entry.host) };
    const next = { name: absoluteName(entry.host), type: question.type };
    if (!isWithin(target, zone.domain)) return [alias, ...zone.ask(next, ({ records }) => records)];
    const finding = findRecords(zone, target);
    const rest = finding.kind === 'records' ? follow(zone, next, finding.entries, [...before, target]) : [];
    return rest.length === 0 ? [] : [alias, ...rest];
  });
}

// Several ports make several entries of one address.
function unique(records: readonly DnsRecord[]): readonly DnsRecord[] {
  if (records.length < 2) return records;
  return [...new Map(records.map((record) => [`${record.name} ${record.type} ${record.data}`, record])).values()];
}

function explainChase(
  zone: KubernetesZone,
  question: Question,
  found: Found,
  records: readonly DnsRecord[],
): Explanation {
  const name = displayName(question.name);
  const rule = found.rule();
  const ruled = rule === undefined ? {} : { rule };
  const addresses = records.filter(({ type }) => type === question.type).map(({ data }) => data);
  const target = found.code === 'external-name' ? found.entries[0]?.host : undefined;
  if (target !== undefined) return { ...explainAlias(zone, question, target, addresses), ...ruled };
  const reason =
    addresses.length > 0
      ? { code: found.code, text: `${name} is ${addresses.join(', ')}` }
      : { code: 'no-such-record', text: `${name} exists, and has no ${question.type} record` };
  return { reason, ...ruled, considered: [] };
}

function explainAlias(
  zone: KubernetesZone,
  question: Question,
  target: string,
  addresses: readonly string[],
): Explanation {
  const text = `${displayName(question.name)} is an alias of ${target}`;
  if (addresses.length > 0) {
    return { reason: { code: 'external-name', text: `${text}, which is ${addresses.join(', ')}` }, considered: [] };
  }
  const inside = isWithin(canonicalName(target), zone.domain);
  const finding = inside ? findRecords(zone, canonicalName(target)) : undefined;
  const near: readonly Considered[] = finding?.kind === 'missing' ? finding.explain().considered : [];
  const why = inside
    ? reasonInside(finding, question)
    : zone.ask({ ...question, name: target }, ({ reason }) => reason.text);
  return { reason: { code: 'external-name-unresolved', text: `${text}: ${why}` }, considered: near };
}

function reasonInside(finding: Finding | undefined, question: Question): string {
  return finding === undefined || finding.kind === 'records'
    ? `it leads to no ${question.type} record`
    : finding.explain().reason.text;
}
