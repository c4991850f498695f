import { resolveKind } from '../engine/admission/index.ts';
import type { Change, ClusterView, ObjectRef, Resource } from '../engine/model/index.ts';
import { EPOCH, put, qualifiedName, SetupError } from '../engine/model/index.ts';
import { findWorkload } from './find-workload.ts';
import { parseParty } from './party-query.ts';

/**
 * Deletes an object. Namespaces, and pods whose node is down, are only marked: the namespace controller empties the one
 * first, and the other stays Terminating until its kubelet answers again.
 */
export function deletionOf(view: ClusterView, ref: ObjectRef): Change {
  const resource = existing(view, ref);
  const node = ref.kind === 'Pod' ? view.get('Pod', ref.name, ref.namespace)?.object.spec?.nodeName : undefined;
  const marked = ref.kind === 'Namespace' || (node !== undefined && view.nodeSpec(node)?.up === false);
  if (!marked) return { kind: 'delete', ref };
  return put(resource, { ...resource.object, metadata: { ...resource.object.metadata, deletionTimestamp: EPOCH } });
}

/** `networkpolicy deny-all`, `svc/web`, `shop/service/web`, `service shop/web`; else a workload, as everywhere. */
export function refOf(view: ClusterView, text: string, namespace: string): ObjectRef {
  const [first = '', ...rest] = text.trim().split(/[/\s]+/);
  const leading = kindNamed(view, first);
  const kind = leading ?? kindNamed(view, rest[0] ?? '');
  const [name, within = leading === undefined ? first : namespace] = (
    leading === undefined ? rest.slice(1) : rest
  ).reverse();
  if (kind === undefined || name === undefined) return workloadNamed(view, text, namespace);
  const ref = { kind, namespace: within, name };
  if (view.getAny(ref) !== undefined) return ref;
  if (view.getAny({ kind, name }) !== undefined) return { kind, name };
  const names = view.listAny(kind).map((each) => qualifiedName(each.ref));
  throw new SetupError(`no ${kind} named "${name}" in namespace ${within}`, {
    hint: `there are: ${names.join(', ') || 'none'}`,
  });
}

function workloadNamed(view: ClusterView, text: string, namespace: string): ObjectRef {
  const query = parseParty(text);
  if (query.kind === 'workload') return findWorkload(view, query, namespace).ref;
  throw new SetupError(`"${text}" is no workload`, { hint: 'name a pod, deployment, statefulset …' });
}

function kindNamed(view: ClusterView, word: string): string | undefined {
  return resolveKind(word)?.kind ?? view.kinds().find((each) => each.toLowerCase() === word.toLowerCase());
}

/** The object that a reference names. Throws a SetupError where there is none. */
export function existing(view: ClusterView, ref: ObjectRef): Resource {
  const resource = view.getAny(ref);
  if (resource === undefined) throw new SetupError(`${ref.kind} ${ref.name} does not exist`);
  return resource;
}
