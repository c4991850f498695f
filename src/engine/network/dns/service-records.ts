import type { DnsRecord } from '../../model/index.ts';
import { answerOf } from './answer-of.ts';
import { addressRecord } from './authority.ts';
import type { Finding } from './find-records.ts';
import { absoluteName, displayName } from './names.ts';
import type { Answer, KubernetesZone, Question } from './zone.ts';

/**
 * Answers SRV, one record for each target and port; `undefined` where there is none: for aliases, and for endpoints
 * without ports. The weight is a share of 100 over all that was found, other families included (coredns
 * plugin/backend_lookup.go SRV, and SkyDNS, from which it comes). kube-dns has priority 10 (kubernetes/dns
 * pkg/dns/util/util.go defaultPriority).
 */
export function serviceRecords(
  zone: KubernetesZone,
  question: Question,
  found: Extract<Finding, { kind: 'records' }>,
): Answer | undefined {
  if (found.code === 'external-name') return undefined;
  const owner = absoluteName(question.name);
  const share = Math.max(1, Math.floor(100 / found.entries.length));
  const preference = `${zone.implementation === 'kube-dns' ? 10 : 0} ${share}`;
  const records = new Map<string, DnsRecord>();
  const additional = new Map<string, DnsRecord>();
  for (const entry of found.entries) {
    if (entry.port === -1) continue;
    const target = absoluteName(entry.owner);
    const data = `${preference} ${entry.port} ${target}`;
    records.set(data, { name: owner, type: 'SRV', ttl: zone.settings.ttl, data });
    for (const record of addressRecord(target, entry.host, zone.settings.ttl))
      additional.set(`${target} ${record.data}`, record);
  }
  if (records.size === 0) return undefined;
  const sections = { rcode: 'NOERROR', records: [...records.values()], additional: [...additional.values()] } as const;
  return answerOf(sections, () => {
    const rule = found.rule();
    const ports = [...new Set(found.entries.map(({ port, owner: target }) => `${target}:${port}`))];
    const reason = { code: 'service-ports', text: `${displayName(owner)} is served at ${ports.join(', ')}` };
    return { reason, ...(rule === undefined ? {} : { rule }), considered: [] };
  });
}
