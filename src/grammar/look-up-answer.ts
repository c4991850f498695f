import { type ObjectName, parseObjectName } from './object-name.ts';
import { Phrase, type PhraseKind } from './phrase.ts';

/** What a look-up should answer with. */
export type LookUpAnswer =
  | { readonly kind: 'cluster IP'; readonly service: ObjectName }
  /** An alias on the way, whatever it leads to. */
  | { readonly kind: 'alias'; readonly name: string }
  /** The data of every record that is no alias: addresses, in which `x` is any octet, or as a zone file has them. */
  | { readonly kind: 'data'; readonly data: readonly string[] };

/**
 * Reads what a look-up should answer with: `10.254.x.x`, several of them separated by commas, `the cluster IP of service
 * mariadb`, `CNAME search.google.com`, or a record's data as a zone file has it.
 */
export function parseLookUpAnswer(text: string): LookUpAnswer {
  const alias = /^CNAME\s+(\S+)$/i.exec(text)?.[1];
  if (alias !== undefined) return { kind: 'alias', name: alias };
  const service = /^the cluster IPs? of (?:the )?service (\S+)$/i.exec(text)?.[1];
  if (service !== undefined) return { kind: 'cluster IP', service: parseObjectName(service) };
  return { kind: 'data', data: text.replace(/^(?:SRV|PTR|TXT|A|AAAA)\s+/, '').split(/\s*,\s*/) };
}

export const lookUpAnswer: PhraseKind<Phrase<LookUpAnswer>> = {
  patterns: [/the cluster IPs? of (?:the )?service \S+/, /(?:CNAME|SRV|PTR|TXT) .+/, /[^\s"]+(?:, ?[^\s"]+)*/],
  read: (text) => new Phrase(text, parseLookUpAnswer(text)),
};
