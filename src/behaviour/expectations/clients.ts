import { podsOf } from '../../api/index.ts';
import type { ClusterView, NamespacedRef, ObjectRef } from '../../engine/model/index.ts';
import { isFinished, namespaced, SetupError, WORKLOAD_KINDS } from '../../engine/model/index.ts';
import { formatParty, type Phrase, type TargetQuery, workloadOf } from '../../grammar/index.ts';

/** The top-most workloads of the manifests, as clients; those of the cluster itself (DNS) are not meant. */
export function everyWorkload(
  { view }: { readonly view: ClusterView },
  namespace: string | undefined,
): readonly NamespacedRef[] {
  return WORKLOAD_KINDS.flatMap((kind) => view.listAny(kind, namespace))
    .filter(({ origin }) => origin.kind === 'manifest')
    .map(({ ref }) => namespaced(ref))
    .filter((ref) => podsOf(view, ref).some(({ object }) => !isFinished(object)));
}

/** How a client is named in reports: `deployment shop/web`. */
export function workloadName(ref: ObjectRef): string {
  return formatParty(workloadOf(ref));
}

/** The target of a quantified sentence, and the namespaces that its clients are in, or not in; else every one. */
export interface Quantified {
  /** A URL, `host:port` or `namespace/name:port`. */
  readonly to: string | Phrase<TargetQuery>;
  readonly namespace?: string;
  readonly outside?: readonly string[];
}

/** The workloads that the sentence speaks of. */
export function clientsOf(view: ClusterView, { namespace, outside = [] }: Quantified): readonly NamespacedRef[] {
  return everyWorkload({ view }, namespace).filter((ref) => !outside.includes(ref.namespace));
}

/** The same, where somebody has to be meant: throws a SetupError where nobody is. */
export function clientsAmong(view: ClusterView, sentence: Quantified): readonly NamespacedRef[] {
  const clients = clientsOf(view, sentence);
  if (clients.length > 0) return clients;
  throw new SetupError('the sentence speaks of no workload: the manifests have none there');
}

/** Where they are, as the sentence says it: ` in namespace "shop"`. */
export function placeOf({ namespace, outside }: Quantified): string {
  if (outside !== undefined) return ` outside ${outside.map((each) => `"${each}"`).join(', ')}`;
  return namespace === undefined ? '' : ` in namespace "${namespace}"`;
}
