import type { ClusterView, Pod } from '../../model/index.ts';

const SYSTEM_CLASSES: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

/** A pod's priority; `missing` names a PriorityClass that does not exist. */
export type Priority =
  | { readonly kind: 'known'; readonly value: number; readonly preempts: boolean }
  | { readonly kind: 'missing'; readonly className: string };

/**
 * Resolves a pod's priority as the Priority admission plugin does: its own, its class's, the global default's, or 0.
 *
 * plugin/pkg/admission/priority/admission.go
 */
export function priorityOf(view: ClusterView, pod: Pod): Priority {
  const { priority, priorityClassName = '', preemptionPolicy } = pod.spec;
  const known = (value: number, policy: string | undefined): Priority => ({
    kind: 'known',
    value,
    preempts: (preemptionPolicy ?? policy) !== 'Never',
  });
  const named = priorityClassName === '' ? globalDefault(view) : view.get('PriorityClass', priorityClassName)?.object;
  if (priority !== undefined) return known(priority, named?.preemptionPolicy);
  if (named !== undefined) return known(named.value, named.preemptionPolicy);
  if (priorityClassName === '') return known(0, undefined);
  const system = SYSTEM_CLASSES.get(priorityClassName);
  return system === undefined ? { kind: 'missing', className: priorityClassName } : known(system, undefined);
}

/** Of several global defaults the lowest counts. */
function globalDefault(view: ClusterView) {
  const defaults = view.list('PriorityClass').filter(({ object }) => object.globalDefault === true);
  return defaults.sort((a, b) => a.object.value - b.object.value)[0]?.object;
}
