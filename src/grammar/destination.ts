import { SetupError } from '../engine/model/index.ts';
import { type AddressPattern, readAddressPattern } from './address-pattern.ts';
import { IN_NAMESPACE, KIND_WORDS } from './kind-words.ts';
import { parseParty, type WorkloadQuery } from './party.ts';
import { Phrase, type PhraseKind } from './phrase.ts';

/** Whom an expectation wants to answer; whether it exists is checked when it is held against a connection. */
export type DestinationQuery =
  /** Any endpoint at that address; `podOnly` where the phrase says that it is a pod. */
  | { readonly kind: 'address'; readonly pattern: AddressPattern; readonly podOnly: boolean }
  /** A machine outside the cluster, by the name that it was given. */
  | { readonly kind: 'host'; readonly name: string }
  | { readonly kind: 'node'; readonly name: string }
  /** A pod, or any of the pods of a workload. */
  | { readonly kind: 'workload'; readonly workload: WorkloadQuery };

/**
 * Reads whom a connection should reach: `pod 172.30.x.x`, `172.30.41.4:3306`, `pod mariadb-0`, `a pod of deployment
 * mariadb`, `node kuben05`, `host example.com`. Throws a SetupError for anything else.
 */
export function parseDestination(text: string): DestinationQuery {
  const [, isPod, rest = ''] = /^(?:(?:the\s+)?(pod)\s+)?(.*)$/i.exec(text.trim()) ?? [];
  const pattern = readAddressPattern(rest.replace(/^"(.*)"$/, '$1'));
  if (pattern !== undefined) return { kind: 'address', pattern, podOnly: isPod !== undefined };
  const host = /^(?:(?:the\s+)?(?:external\s+)?host)\s+"?([^\s"]+)"?$/i.exec(text.trim())?.[1];
  if (host !== undefined) return { kind: 'host', name: host };
  const owner = /^an?\s+(?:pod|replica)\s+of\s+(.*)$/i.exec(text.trim())?.[1];
  const party = parseParty(owner ?? text);
  if (party.kind === 'node') return { kind: 'node', name: party.name };
  if (party.kind === 'workload') return { kind: 'workload', workload: withoutPort(text, party) };
  throw new SetupError(`"${text}" names no destination`);
}

/** Only addresses are reached at a port that a sentence names: what a workload is asked at, the question said. */
function withoutPort(text: string, workload: WorkloadQuery): WorkloadQuery {
  if (!/:\d+$/.test(workload.name)) return workload;
  throw new SetupError(`"${text}" names no destination: only an address has a port there`, {
    hint: `write ${text.replace(/:\d+$/, '')}`,
  });
}

/** Whom a connection should reach. `the pods of the deployment web` prints as `a pod of deployment web`. */
export const destination: PhraseKind<Phrase<DestinationQuery>> = {
  patterns: [
    new RegExp(`(?:(?:an? |the )?(?:pods?|replicas?) of )?(?:the )?(?:${KIND_WORDS}) \\S+${IN_NAMESPACE}`),
    /(?:the )?(?:external )?host \S+/,
    /(?:the )?node \S+/,
    /[^\s"]+/,
  ],
  read(text) {
    const plain = text.replace(/^(?:an? |the )?(pod|replica)s? of (?:the )?/, 'a $1 of ');
    return new Phrase(plain, parseDestination(plain));
  },
};
