import type { DnsRecord } from '../../model/index.ts';
import { answer } from './answer.ts';
import type { Zone } from './zone.ts';

/**
 * Every record that the server can list: those of Services and endpoints, of the hosts plugin, and of names that an
 * exact rewrite rule gives to others.
 */
export function zoneRecords(zone: Zone): readonly DnsRecord[] {
  const records = zone.blocks.flatMap((block) => {
    // An address that a thousand Services have is one question, with a thousand answers.
    const questions = new Map(
      [...block.questions()].map((question) => [`${question.name} ${question.type}`, question]),
    );
    return [...questions.values()].flatMap((question) => answer(zone, question).records);
  });
  return [...new Map(records.map((record) => [`${record.name} ${record.type} ${record.data}`, record])).values()];
}
