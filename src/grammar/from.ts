import { formatParty, type PartyQuery, parseParty } from './party.ts';
import { Phrase } from './phrase.ts';

/** Who connects: a name as in the sentences, what a sentence read, or its parts. */
export type From =
  | string
  | PartyQuery
  | Phrase<PartyQuery>
  | { readonly pod: string; readonly namespace?: string; readonly container?: string }
  | { readonly node: string }
  | { readonly ip: string }
  /** A client outside the cluster; `entryNode` is the node that its packets reach, whatever their destination. */
  | { readonly external: string; readonly entryNode?: string };

/** Reads whom a question is asked from; whether it exists, the cluster checks. */
export function queryOf(from: From): PartyQuery {
  if (typeof from === 'string') return parseParty(from);
  if ('means' in from) return from.means;
  if ('kind' in from) return from;
  if ('node' in from) return { kind: 'node', name: from.node };
  if ('ip' in from) return { kind: 'address', ip: from.ip };
  if ('external' in from) {
    const { external: ip, entryNode } = from;
    return { kind: 'external', ip, ...(entryNode === undefined ? {} : { entryNode }) };
  }
  const { pod: name, namespace, container } = from;
  return {
    kind: 'workload',
    workloadKind: 'Pod',
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(container === undefined ? {} : { container }),
  };
}

/** Whom a question is asked from, as reports call them: as it was written, else as the sentences would. */
export function phraseOf(from: From): Phrase<PartyQuery> {
  if (typeof from === 'string') return new Phrase(from, parseParty(from));
  if ('means' in from) return from;
  const query = queryOf(from);
  return new Phrase(formatParty(query), query);
}
