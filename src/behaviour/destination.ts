import { findWorkload, parseParty } from '../api/index.ts';
import type { Branch, ClusterView } from '../engine/model/index.ts';
import { formatSocket, SetupError } from '../engine/model/index.ts';
import { isAddressPattern, matchesAddress } from './pattern.ts';

/** Whom an expectation wants to answer: `text` as it was written, and whether a branch ends there. */
export interface Destination {
  readonly text: string;
  meets(branch: Branch): boolean;
}

/**
 * Reads whom a connection should reach: `pod 172.30.x.x`, `172.30.41.4:3306`, `pod mariadb-0`, `a pod of deployment
 * mariadb`, `node kuben05`, `host example.com`. Throws a SetupError for a name that the cluster does not have.
 */
export function parseDestination(view: ClusterView, text: string, namespace: string): Destination {
  const [, isPod, rest = ''] = /^(?:(?:the\s+)?(pod)\s+)?(.*)$/i.exec(text.trim()) ?? [];
  const name = rest.replace(/^"(.*)"$/, '$1');
  if (isAddressPattern(name)) return atAddress(text, name, isPod !== undefined);
  const host = /^(?:(?:the\s+)?(?:external\s+)?host)\s+"?([^\s"]+)"?$/i.exec(text.trim())?.[1];
  if (host !== undefined)
    return { text, meets: ({ endpoint }) => endpoint?.kind === 'External' && endpoint.name === host };
  const owner = /^an?\s+(?:pod|replica)\s+of\s+(.*)$/i.exec(text.trim())?.[1];
  const party = parseParty(owner ?? text);
  if (party.kind === 'node') {
    return { text, meets: ({ endpoint }) => endpoint?.node === party.name && endpoint.kind === 'Node' };
  }
  if (party.kind !== 'workload') throw new SetupError(`"${text}" names no destination`);
  return inWorkload(text, findWorkload(view, party, namespace).pods);
}

function atAddress(text: string, pattern: string, podOnly: boolean): Destination {
  return {
    text,
    meets({ endpoint }) {
      if (endpoint?.ip === undefined || (podOnly && endpoint.kind !== 'Pod')) return false;
      return matchesAddress(pattern, formatSocket(endpoint.ip.text, endpoint.port));
    },
  };
}

function inWorkload(
  text: string,
  pods: readonly { readonly ref: { readonly namespace?: string; readonly name: string } }[],
): Destination {
  const names = new Set(pods.map(({ ref }) => `${ref.namespace}/${ref.name}`));
  return {
    text,
    meets: ({ endpoint }) => endpoint?.kind === 'Pod' && names.has(`${endpoint.namespace}/${endpoint.name}`),
  };
}
