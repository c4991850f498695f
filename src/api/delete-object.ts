import { resolveKind } from '../engine/admission/index.ts';
import type { Change, ClusterView, ObjectRef, Resource } from '../engine/model/index.ts';
import { EPOCH, firstNames, put, qualifiedName, SetupError } from '../engine/model/index.ts';
import { findWorkload, type WorkloadName, workloadQuery } from './find-workload.ts';

/**
 * Deletes an object. Namespaces, and pods whose node is down, are only marked: the namespace controller empties the one
 * first, and the other stays Terminating until its kubelet answers again.
 */
export function deletionOf(view: ClusterView, ref: ObjectRef): Change {
  const resource = existing(view, ref);
  const node = ref.kind === 'Pod' ? view.get('Pod', ref.name, ref.namespace)?.object.spec.nodeName : undefined;
  const marked = ref.kind === 'Namespace' || (node !== undefined && view.nodeSpec(node)?.up === false);
  if (!marked) return { kind: 'delete', ref };
  return put(resource, { ...resource.object, metadata: { ...resource.object.metadata, deletionTimestamp: EPOCH } });
}

/**
 * What is to be deleted: `networkpolicy deny-all`, `svc/web`, `shop/service/web`, `service shop/web`, else a workload as
 * everywhere; or what was read before. A kind may be written as kubectl takes it. Throws a SetupError for what is not there.
 */
export function refOf(view: ClusterView, what: WorkloadName | ObjectRef, namespace: string): ObjectRef {
  if (typeof what !== 'string') {
    if (namesWorkload(what)) return findWorkload(view, workloadQuery(what), namespace).ref;
    return objectNamed(view, { namespace, ...what, kind: kindNamed(view, what.kind) ?? what.kind });
  }
  const [first = '', ...rest] = what.trim().split(/[/\s]+/);
  const leading = kindNamed(view, first);
  const kind = leading ?? kindNamed(view, rest[0] ?? '');
  const [name, within = leading === undefined ? first : namespace] = (
    leading === undefined ? rest.slice(1) : rest
  ).reverse();
  if (kind === undefined || name === undefined) return findWorkload(view, workloadQuery(what), namespace).ref;
  return objectNamed(view, { kind, namespace: within, name });
}

function namesWorkload(what: Exclude<WorkloadName, string> | ObjectRef): what is Exclude<WorkloadName, string> {
  return 'means' in what || what.kind === 'workload';
}

/** The object, or that of a kind that has no namespaces. */
function objectNamed(view: ClusterView, ref: ObjectRef): ObjectRef {
  const { kind, name, namespace } = ref;
  if (view.getAny(ref) !== undefined) return ref;
  if (view.getAny({ kind, name }) !== undefined) return { kind, name };
  const names = view.listAny(kind).map((each) => qualifiedName(each.ref));
  throw new SetupError(`no ${kind} named "${name}" in namespace ${namespace}`, {
    hint: `there are: ${firstNames(names) || 'none'}`,
  });
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
