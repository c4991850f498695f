import { resolveKind } from '../engine/admission/index.ts';
import { parseAddress, SetupError, WORKLOAD_KINDS } from '../engine/model/index.ts';

/** Whom a sentence or a flag speaks of, before anyone looked whether it exists. */
export type PartyQuery =
  | WorkloadQuery
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'external'; readonly ip: string; readonly entryNode?: string }
  | { readonly kind: 'address'; readonly ip: string };

export interface WorkloadQuery {
  readonly kind: 'workload';
  /** `Pod`, `Deployment` …; absent where only a name was given. */
  readonly workloadKind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly container?: string;
}

/** The address of "an external client" that names none: one of RFC 5737's documentation addresses. */
export const EXTERNAL_CLIENT = '203.0.113.1';

const WORDS = /^(?:(?:an?|the)\s+)?(.*)$/i;

/**
 * Reads the name of a client or a workload: `busybox`, `shop/busybox`, `pod/busybox`, `deploy/web`, `pod busybox`,
 * `deployment shop/web`, `container c in pod p`, `node kubem00`, `an external client`, `the external client 203.0.113.7`,
 * `busybox in namespace "shop"`, or an address. Throws a SetupError for anything else.
 */
export function parseParty(text: string): PartyQuery {
  const words = WORDS.exec(text.trim())?.[1] ?? '';
  const external =
    /^external client(?:\s+(?:at\s+)?(\S+?))?(?:\s+through node\s+(\S+))?$/i.exec(words) ?? /^(external)$/i.exec(words);
  if (external !== null) return parseExternal(external[1], external[2]);
  const container = /^container\s+"?([^\s"]+)"?\s+(?:in|of)\s+(.*)$/i.exec(words);
  if (container?.[1] !== undefined) return { ...parseWorkload(container[2] ?? ''), container: container[1] };
  const node = /^node(?:\s+|\/)"?([^\s"]+)"?$/i.exec(words);
  if (node?.[1] !== undefined) return { kind: 'node', name: node[1] };
  return parseAddress(words) === undefined ? parseWorkload(words) : { kind: 'address', ip: words };
}

function parseExternal(ip: string | undefined, entryNode: string | undefined): PartyQuery {
  const address = ip === undefined || ip === 'external' ? EXTERNAL_CLIENT : ip;
  if (parseAddress(address) === undefined) {
    throw new SetupError(`"${address}" is no IP address`, { hint: 'write "the external client 203.0.113.7"' });
  }
  return { kind: 'external', ip: address, ...(entryNode === undefined ? {} : { entryNode }) };
}

function parseWorkload(text: string): WorkloadQuery {
  const match = /^(?:([a-z]+)\s+)?"?([^\s"]+)"?(?:\s+in\s+namespace\s+"?([^\s"]+)"?)?$/i.exec(
    WORDS.exec(text.trim())?.[1] ?? '',
  );
  const [, kindWord, name = '', inNamespace] = match ?? [];
  const kind = kindWord === undefined ? undefined : workloadKind(kindWord);
  if (match === null || (kindWord !== undefined && kind === undefined)) {
    throw new SetupError(`"${text}" names no client`, {
      hint: 'write a pod or workload (busybox, shop/busybox, deployment web), "node NAME" or "an external client"',
    });
  }
  return { ...splitName(name, kind), ...(inNamespace === undefined ? {} : { namespace: inNamespace }) };
}

function splitName(text: string, kind: string | undefined): WorkloadQuery {
  const parts = text.split('/');
  const name = parts.pop() ?? '';
  const last = parts.at(-1);
  const slashKind = kind === undefined && last !== undefined ? workloadKind(last) : undefined;
  if (slashKind !== undefined) parts.pop();
  const namespace = parts.pop();
  const known = kind ?? slashKind;
  return {
    kind: 'workload',
    name,
    ...(known === undefined ? {} : { workloadKind: known }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

function workloadKind(word: string): string | undefined {
  const kind = resolveKind(word)?.kind;
  return kind !== undefined && WORKLOAD_KINDS.includes(kind) ? kind : undefined;
}
