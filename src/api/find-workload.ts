import type { ClusterView, NamespacedRef, Pod, Resource } from '../engine/model/index.ts';
import { firstNames, namespaced, qualifiedName, SetupError, sameRef, WORKLOAD_KINDS } from '../engine/model/index.ts';
import { podsOf } from '../engine/relations/index.ts';
import { type Phrase, parseWorkload, type WorkloadQuery } from '../grammar/index.ts';

/** A workload by its name as everywhere (`deployment/nginx`, `shop/db`, `pod mariadb-0`), or as it was read before. */
export type WorkloadName = string | WorkloadQuery | Phrase<WorkloadQuery>;

/** Reads the name of a workload. Throws a SetupError for another party. */
export function workloadQuery(name: WorkloadName): WorkloadQuery {
  if (typeof name === 'string') return parseWorkload(name);
  return 'means' in name ? name.means : name;
}

/** A workload by its own name, and the pods that run for it, sorted by name. */
export interface Workload {
  readonly ref: NamespacedRef;
  readonly pods: readonly Resource<Pod>[];
}

/**
 * Finds what a name means: the pod of that name, else the only workload of that name; in the namespace that is named,
 * else in `defaultNamespace`. Throws a SetupError that lists the candidates where there is none, or more than one.
 */
export function findWorkload(view: ClusterView, query: WorkloadQuery, defaultNamespace: string): Workload {
  const { otherwise } = query;
  const ref = refNamed(view, query, defaultNamespace);
  const other = otherwise && refNamed(view, { kind: 'workload', ...otherwise }, otherwise.namespace);
  if (ref !== undefined && other !== undefined && !sameRef(ref, other)) throw twoReadings(query, ref, other);
  const found = ref ?? other;
  if (found === undefined) throw unknownWorkload(view, query, query.namespace ?? defaultNamespace);
  return { ref: found, pods: podsOf(view, found) };
}

/** What one reading of a name means. Throws a SetupError where that is more than one workload. */
function refNamed(view: ClusterView, query: WorkloadQuery, defaultNamespace: string): NamespacedRef | undefined {
  const namespace = query.namespace ?? defaultNamespace;
  const kinds = query.workloadKind === undefined ? WORKLOAD_KINDS : [query.workloadKind];
  const found = kinds.flatMap((kind) => view.getAny({ kind, namespace, name: query.name }) ?? []);
  const first = found[0];
  if (first !== undefined && first.ref.kind !== 'Pod' && found.length > 1) {
    throw new SetupError(`"${query.name}" is ambiguous in namespace ${namespace}`, {
      hint: `say which: ${found.map(({ ref }) => `${ref.kind.toLowerCase()} ${ref.name}`).join(', ')}`,
    });
  }
  return first === undefined ? undefined : namespaced(first.ref);
}

/** `jobs/a` where there is a Job a, and something called a in the namespace jobs. */
function twoReadings({ name }: WorkloadQuery, ...refs: readonly NamespacedRef[]): SetupError {
  return new SetupError(`"${refs[1]?.namespace}/${name}" is ambiguous: it may be a kind or a namespace`, {
    hint: `say which: ${refs.map((ref) => `${ref.kind.toLowerCase()} ${qualifiedName(ref)}`).join(', ')}`,
  });
}

function unknownWorkload(view: ClusterView, query: WorkloadQuery, namespace: string): SetupError {
  const what = query.workloadKind?.toLowerCase() ?? 'pod or workload';
  const all = WORKLOAD_KINDS.flatMap((kind) => view.listAny(kind)).filter(({ origin }) => origin.kind !== 'builtin');
  const written = all.filter(({ origin }) => origin.kind === 'manifest');
  const elsewhere = all.filter(({ ref }) => ref.name === query.name);
  const here = written.filter(({ ref }) => ref.namespace === namespace);
  const candidates = elsewhere.length > 0 ? elsewhere : here.length > 0 ? here : written;
  const names = [...new Set(candidates.map(({ ref }) => `${ref.kind.toLowerCase()} ${qualifiedName(ref)}`))];
  return new SetupError(`no ${what} named "${query.name}" in namespace ${namespace}`, {
    hint:
      names.length === 0 ? 'the cluster has no workloads: are its manifests given?' : `there are: ${firstNames(names)}`,
  });
}
