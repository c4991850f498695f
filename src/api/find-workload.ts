import type { ClusterView, Kind, ObjectRef, Pod, Resource } from '../engine/model/index.ts';
import {
  compareText,
  formatRef,
  isFinished,
  qualifiedName,
  SetupError,
  WORKLOAD_KINDS,
} from '../engine/model/index.ts';
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
  readonly ref: ObjectRef;
  readonly pods: readonly Resource<Pod>[];
}

/**
 * Finds what a name means: the pod of that name, else the only workload of that name; in the namespace that is named,
 * else in `defaultNamespace`. Throws a SetupError that lists the candidates where there is none, or more than one.
 */
export function findWorkload(view: ClusterView, query: WorkloadQuery, defaultNamespace: string): Workload {
  const namespace = query.namespace ?? defaultNamespace;
  const kinds = query.workloadKind === undefined ? WORKLOAD_KINDS : [query.workloadKind];
  const found = kinds.flatMap((kind) => view.getAny({ kind, namespace, name: query.name }) ?? []);
  const first = found[0];
  if (first === undefined) throw unknownWorkload(view, query, namespace);
  if (first.ref.kind !== 'Pod' && found.length > 1) {
    throw new SetupError(`"${query.name}" is ambiguous in namespace ${namespace}`, {
      hint: `say which: ${found.map(({ ref }) => `${ref.kind.toLowerCase()} ${ref.name}`).join(', ')}`,
    });
  }
  return { ref: first.ref, pods: podsOf(view, first.ref) };
}

/** The running pods that a workload owns, directly or through the objects it made. */
export function podsOf(view: ClusterView, ref: ObjectRef): readonly Resource<Pod>[] {
  const known = podsKnown.get(view) ?? new Map<string, readonly Resource<Pod>[]>();
  podsKnown.set(view, known);
  const name = formatRef(ref);
  const pods = known.get(name) ?? findPods(view, ref);
  known.set(name, pods);
  return pods;
}

/** A view never changes, and a truth table asks it for the same workloads again and again. */
const podsKnown = new WeakMap<ClusterView, Map<string, readonly Resource<Pod>[]>>();

function findPods(view: ClusterView, ref: ObjectRef): readonly Resource<Pod>[] {
  if (ref.kind === 'Pod') return view.get('Pod', ref.name, ref.namespace) === undefined ? [] : [podNamed(view, ref)];
  const owned = WORKLOAD_KINDS.flatMap((kind) => view.ownedBy(kind as Kind, ref));
  const pods = owned.flatMap((each) => podsOf(view, each.ref)).filter(({ object }) => !isFinished(object));
  return pods.sort((a, b) => compareText(a.ref.name, b.ref.name));
}

function podNamed(view: ClusterView, ref: ObjectRef): Resource<Pod> {
  const pod = view.get('Pod', ref.name, ref.namespace);
  if (pod === undefined) throw new SetupError(`${formatRef(ref)} does not exist`);
  return pod;
}

function unknownWorkload(view: ClusterView, query: WorkloadQuery, namespace: string): SetupError {
  const what = query.workloadKind?.toLowerCase() ?? 'pod or workload';
  const all = WORKLOAD_KINDS.flatMap((kind) => view.listAny(kind)).filter(({ origin }) => origin.kind !== 'builtin');
  const written = all.filter(({ origin }) => origin.kind === 'manifest');
  const elsewhere = all.filter(({ ref }) => ref.name === query.name);
  const here = written.filter(({ ref }) => ref.namespace === namespace);
  const candidates = elsewhere.length > 0 ? elsewhere : here.length > 0 ? here : written;
  const names = [...new Set(candidates.map(({ ref }) => `${ref.kind.toLowerCase()} ${qualifiedName(ref)}`))];
  const listed = names.slice(0, 10).join(', ') + (names.length > 10 ? `, … (${names.length} in all)` : '');
  return new SetupError(`no ${what} named "${query.name}" in namespace ${namespace}`, {
    hint: names.length === 0 ? 'the cluster has no workloads: are its manifests given?' : `there are: ${listed}`,
  });
}
