import { SetupError } from '../engine/model/index.ts';
import { IN_NAMESPACE, KIND_WORDS } from './kind-words.ts';
import { parseWorkload, type WorkloadQuery } from './party.ts';
import { Phrase, type PhraseKind } from './phrase.ts';

/** Something that a connection may have to survive. */
export type DisruptionQuery =
  /** Each node, and each pod that plays a part, one at a time. */
  | { readonly kind: 'any node down' }
  | { readonly kind: 'any pod restarts' }
  | { readonly kind: 'node down'; readonly node: string }
  | { readonly kind: 'node drained'; readonly node: string }
  | { readonly kind: 'rolls out'; readonly workload: WorkloadQuery }
  | { readonly kind: 'restarts'; readonly workload: WorkloadQuery }
  /** The processes of its pods end by themselves, and start again in place. */
  | { readonly kind: 'crashes'; readonly workload: WorkloadQuery };

/**
 * Reads what happens: `any one node is down`, `any one pod restarts`, `deployment web rolls out`, `pod web-0 restarts`,
 * `pod web-0 crashes`, `node kuben05 is down`, `node kuben05 is drained`. Throws a SetupError for anything else.
 */
export function parseDisruption(text: string): DisruptionQuery {
  if (text === 'any one node is down') return { kind: 'any node down' };
  if (text === 'any one pod restarts') return { kind: 'any pod restarts' };
  const [, node, what] = /^node (\S+) is (down|drained)$/.exec(text) ?? [];
  if (node !== undefined) return { kind: what === 'down' ? 'node down' : 'node drained', node };
  const [, name, how] = /^(.+) (rolls out|restarts|crashes)$/.exec(text) ?? [];
  if (name !== undefined && (how === 'rolls out' || how === 'restarts' || how === 'crashes')) {
    return { kind: how, workload: parseWorkload(name) };
  }
  throw new SetupError(`"${text}" is nothing that Curlew can make happen`, {
    hint: 'write "any one node is down", "any one pod restarts", "deployment web rolls out" or "node a is drained"',
  });
}

/** What a connection may have to survive: `any one node is down`, `deployment web rolls out`, `node kuben05 is drained`. */
export const disruption: PhraseKind<Phrase<DisruptionQuery>> = {
  patterns: [
    /any one node is down|any one pod restarts/,
    /node \S+ is (?:down|drained)/,
    new RegExp(`(?:the )?(?:${KIND_WORDS}) \\S+${IN_NAMESPACE} (?:rolls out|restarts|crashes)`),
  ],
  read: (text) => new Phrase(text, parseDisruption(text)),
};
