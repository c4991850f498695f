import { type Cluster, podsOf } from '../api/index.ts';
import type { ObjectRef } from '../engine/model/index.ts';
import { isFinished, qualifiedName, SetupError, WORKLOAD_KINDS } from '../engine/model/index.ts';

/** The top-most workloads of the manifests, as clients; those of the cluster itself (DNS) are not meant. */
export function everyWorkload(cluster: Cluster, namespace: string | undefined): readonly ObjectRef[] {
  const { view } = cluster;
  return WORKLOAD_KINDS.flatMap((kind) => view.listAny(kind, namespace))
    .filter(({ origin }) => origin.kind === 'manifest')
    .map(({ ref }) => ref)
    .filter((ref) => podsOf(view, ref).some(({ object }) => !isFinished(object)));
}

/** How a client is named in questions and reports: `deployment shop/web`. */
export function nameOf(ref: ObjectRef): string {
  return `${ref.kind.toLowerCase()} ${qualifiedName(ref)}`;
}

/** The target of a quantified sentence, and the namespaces that its clients are in, or not in; else every one. */
export interface Quantified {
  readonly to: string;
  readonly namespace?: string;
  readonly outside?: readonly string[];
}

/** The workloads that the sentence speaks of. */
export function clientsOf(cluster: Cluster, { namespace, outside = [] }: Quantified): readonly ObjectRef[] {
  return everyWorkload(cluster, namespace).filter((ref) => !outside.includes(ref.namespace ?? 'default'));
}

/** Where they are, as the sentence says it: ` in namespace "shop"`. */
export function placeOf({ namespace, outside }: Quantified): string {
  if (outside !== undefined) return ` outside ${outside.map((each) => `"${each}"`).join(', ')}`;
  return namespace === undefined ? '' : ` in namespace "${namespace}"`;
}

/** The same, where somebody has to be meant: throws a SetupError where nobody is. */
export function clientsAmong(cluster: Cluster, sentence: Quantified): readonly ObjectRef[] {
  const clients = clientsOf(cluster, sentence);
  if (clients.length > 0) return clients;
  throw new SetupError('the sentence speaks of no workload: the manifests have none there');
}

/** Joins the lines of a report, which stand below each other. */
export const NEXT = '\n          ';

/** How many of the wrong answers a report explains in full. */
export const SHOWN = 3;
