import type { ClusterView, Labels, ObjectRef } from '../../model/index.ts';
import { compileLabels, formatRef, selects } from '../../model/index.ts';

/** A workload whose pods a selector would select, and why there are none of them. */
export interface SelectedWorkload {
  readonly ref: ObjectRef;
  /** `Deployment default/mariadb makes such pods, but has 0 replicas`. */
  readonly mismatch: string;
}

/** The workloads of a namespace whose pod templates a selector selects, by kind and name. */
export function workloadsSelected(view: ClusterView, namespace: string, selector: Labels): readonly SelectedWorkload[] {
  const compiled = compileLabels(selector);
  const scalable = (['Deployment', 'StatefulSet'] as const).flatMap((kind) =>
    view.list(kind, namespace).map(({ ref, object: { spec } }) => ({ ref, spec, replicas: spec.replicas })),
  );
  const daemons = view.list('DaemonSet', namespace).map(({ ref, object: { spec } }) => ({ ref, spec, replicas: 1 }));
  return [...scalable, ...daemons]
    .filter(({ spec }) => selects(compiled, spec.template.metadata?.labels))
    .map(({ ref, replicas }) => ({
      ref,
      mismatch: `${formatRef(ref)} makes such pods, but ${replicas === 0 ? 'has 0 replicas' : 'none of them is there'}`,
    }));
}
