import type { ObjectRef } from '../engine/model/index.ts';
import { parseAddress, qualifiedName, SetupError } from '../engine/model/index.ts';
import { IN_NAMESPACE, KIND_WORDS, workloadKind } from './kind-words.ts';
import { itemsOf } from './object-name.ts';
import { Phrase, type PhraseKind } from './phrase.ts';

/** Whom a sentence or a flag names; whether it exists is checked when the cluster is asked. */
export type PartyQuery =
  | WorkloadQuery
  | { readonly kind: 'node'; readonly name: string }
  | ExternalQuery
  | { readonly kind: 'address'; readonly ip: string };

/** A client outside the cluster. */
export interface ExternalQuery {
  readonly kind: 'external';
  /** Its only address. Absent where the client was given none: it has one of each family, `EXTERNAL_CLIENT` first. */
  readonly ip?: string;
  readonly entryNode?: string;
}

export interface WorkloadQuery {
  readonly kind: 'workload';
  /** `Pod`, `Deployment` …; absent where only a name was given. */
  readonly workloadKind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly container?: string;
  /** The other reading of `jobs/a`, which is the Job a, or whatever is called a in the namespace jobs. */
  readonly otherwise?: { readonly namespace: string; readonly name: string };
}

/** The address of "an external client" that names none: one of RFC 5737's documentation addresses. */
export const EXTERNAL_CLIENT = '203.0.113.1';

/** One way to write a party. In a sentence `pattern` tells it from the words around it; flags and tables may be laxer. */
interface Form {
  readonly pattern: RegExp;
  /** `undefined` where the text, without an article, is of another form. */
  read(words: string): PartyQuery | undefined;
}

const FORMS: readonly Form[] = [
  {
    pattern: /(?:(?:an|the) )?external client(?: (?:at )?[\da-fA-F.:]+)?(?: through node \S+)?/,
    read(words) {
      const found =
        /^external client(?:\s+(?:at\s+)?(\S+?))?(?:\s+through node\s+(\S+))?$/i.exec(words) ??
        /^external$/i.exec(words);
      return found === null ? undefined : external(found[1], found[2]);
    },
  },
  {
    pattern: new RegExp(`container \\S+ (?:in|of) (?:pod )?\\S+${IN_NAMESPACE}`),
    read(words) {
      const [, container, rest = ''] = /^container\s+"?([^\s"]+)"?\s+(?:in|of)\s+(.*)$/i.exec(words) ?? [];
      return container === undefined ? undefined : { ...readWorkload(rest), container };
    },
  },
  {
    pattern: /node \S+/,
    read(words) {
      const name = /^node(?:\s+|\/)"?([^\s"]+)"?$/i.exec(words)?.[1];
      return name === undefined ? undefined : { kind: 'node', name };
    },
  },
];

const WORKLOAD_FORMS: readonly RegExp[] = [
  new RegExp(`(?:the )?(?:${KIND_WORDS}) \\S+${IN_NAMESPACE}`),
  // Words for everybody and for nobody are no names: there are sentences of their own for what is meant.
  new RegExp(`(?!(?:everybody|everyone|nobody|nothing)(?:\\s|$))[^\\s"]+${IN_NAMESPACE}`),
];

/**
 * Reads the name of a client or a workload: `busybox`, `shop/busybox`, `pod/busybox`, `deploy/web`, `pod busybox`,
 * `deployment shop/web`, `container c in pod p`, `node kubem00`, `an external client`, `the external client 203.0.113.7`,
 * `busybox in namespace "shop"`, or an address. Throws a SetupError for anything else.
 */
export function parseParty(text: string): PartyQuery {
  const words = withoutArticle(text);
  for (const { read } of FORMS) {
    const party = read(words);
    if (party !== undefined) return party;
  }
  return parseAddress(words) === undefined ? readWorkload(words) : { kind: 'address', ip: words };
}

/** Reads the name of a pod or a workload. Throws a SetupError for any other party. */
export function parseWorkload(text: string): WorkloadQuery {
  const party = parseParty(text);
  if (party.kind === 'workload') return party;
  throw new SetupError(`"${text}" is no workload`, { hint: 'name a pod, deployment, statefulset …' });
}

/** The query that finds an object, whatever the namespace of the question. */
export function workloadOf({ kind, namespace, name }: ObjectRef): WorkloadQuery {
  return { kind: 'workload', workloadKind: kind, ...(namespace === undefined ? {} : { namespace }), name };
}

/** Prints a party as `parseParty` reads it: `deployment shop/web`, `node a`, `an external client`. */
export function formatParty(party: PartyQuery): string {
  switch (party.kind) {
    case 'node':
      return `node ${party.name}`;
    case 'address':
      return party.ip;
    case 'external': {
      const { ip, entryNode } = party;
      const who = ip === undefined ? 'an external client' : `the external client ${ip}`;
      return entryNode === undefined ? who : `${who} through node ${entryNode}`;
    }
    case 'workload': {
      const { workloadKind: kind, container } = party;
      const name = `${kind === undefined ? '' : `${kind.toLowerCase()} `}${qualifiedName(party)}`;
      return container === undefined ? name : `container ${container} in ${name}`;
    }
  }
}

/** The phrase for a party that nobody wrote. */
export function partyPhrase<P extends PartyQuery>(party: P): Phrase<P> {
  return new Phrase(formatParty(party), party);
}

/** Whoever can connect: a pod, a workload, a container of a pod, a node, or somebody outside. */
export const client: PhraseKind<Phrase<PartyQuery>> = {
  patterns: [...FORMS.map(({ pattern }) => pattern), ...WORKLOAD_FORMS],
  read: (text) => new Phrase(text, parseParty(text)),
};

/** A pod or a workload of the manifests. */
export const workload: PhraseKind<Phrase<WorkloadQuery>> = {
  patterns: WORKLOAD_FORMS,
  read: (text) => new Phrase(text, parseWorkload(text)),
};

const IN_LIST = `(?:(?:${KIND_WORDS}) )?[^\\s",]+${IN_NAMESPACE}`;

/** Several workloads: `deployment wordpress`, `deployment wordpress and pod busybox`. */
export const workloadList: PhraseKind<readonly Phrase<WorkloadQuery>[]> = {
  patterns: [new RegExp(`${IN_LIST}(?:(?:, | and |, and )${IN_LIST})*`)],
  read: (text) => itemsOf(text).map(workload.read),
};

function withoutArticle(text: string): string {
  return /^(?:(?:an?|the)\s+)?(.*)$/i.exec(text.trim())?.[1] ?? '';
}

function external(ip: string | undefined, entryNode: string | undefined): PartyQuery {
  if (ip !== undefined && parseAddress(ip) === undefined) {
    throw new SetupError(`"${ip}" is no IP address`, { hint: 'write "the external client 203.0.113.7"' });
  }
  return { kind: 'external', ...(ip !== undefined && { ip }), ...(entryNode !== undefined && { entryNode }) };
}

function readWorkload(text: string): WorkloadQuery {
  const match = /^(?:([a-z]+)\s+)?"?([^\s"]+)"?(?:\s+in\s+namespace\s+"?([^\s"]+)"?)?$/i.exec(withoutArticle(text));
  const [, kindWord, name = '', inNamespace] = match ?? [];
  const kind = kindWord === undefined ? undefined : workloadKind(kindWord);
  if (match === null || (kindWord !== undefined && kind === undefined)) {
    throw new SetupError(`"${text}" names no client`, {
      hint: 'write a pod or workload (busybox, shop/busybox, deployment web), "node NAME" or "an external client"',
    });
  }
  const named = splitName(name, kind);
  if (inNamespace === undefined) return named;
  const { otherwise: _, ...byKind } = named;
  return { ...byKind, namespace: inNamespace };
}

/** A name that a namespace may have (RFC 1123 label). */
const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a namespace may be called that. */
export function isNamespaceName(text: string): boolean {
  return NAMESPACE.test(text);
}

/**
 * `web`, `shop/web`, `deploy/web` or `shop/deploy/web`; a kind in front of it leaves no room for another. Whether the word in
 * front of the slash is a kind or a namespace, the cluster knows.
 */
function splitName(text: string, kind: string | undefined): WorkloadQuery {
  const parts = text.split('/');
  const name = parts.pop() ?? '';
  const last = parts.at(-1);
  const slashKind = kind === undefined && last !== undefined ? workloadKind(last) : undefined;
  if (slashKind !== undefined) parts.pop();
  const namespace = parts.pop();
  const known = kind ?? slashKind;
  const mayBeNamespace =
    slashKind !== undefined && last !== undefined && namespace === undefined && NAMESPACE.test(last);
  return {
    kind: 'workload',
    name,
    ...(known === undefined ? {} : { workloadKind: known }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(mayBeNamespace && { otherwise: { namespace: last, name } }),
  };
}
