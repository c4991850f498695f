import type { ClusterChange } from '../../api/index.ts';
import type { ClusterView, ObjectRef, Trace } from '../../engine/model/index.ts';
import { compareText, qualifiedName } from '../../engine/model/index.ts';
import { type DisruptionQuery, workloadOf } from '../../grammar/index.ts';

/** What may happen, each alone to the cluster as it is. `traces` are the connections of the cluster at rest. */
export function changesOf(
  disruption: DisruptionQuery,
  view: ClusterView,
  traces: readonly Trace[],
): readonly ClusterChange[] {
  switch (disruption.kind) {
    case 'any node down':
      return view.spec.nodes.filter(({ up }) => up).map(({ name }) => ({ node: name, up: false }));
    case 'any pod restarts':
      return podsOnTheWay(view, traces).map((pod) => ({ restart: workloadOf(pod) }));
    case 'node down':
      return [{ node: disruption.node, up: false }];
    case 'node drained':
      return [{ drain: disruption.node }];
    case 'rolls out':
      return [{ rollOut: disruption.workload }];
    case 'restarts':
      return [{ restart: disruption.workload }];
    case 'crashes':
      return [{ crash: disruption.workload }];
  }
}

/** The pods that answer, and those of the DNS: no other pod plays a part. */
function podsOnTheWay(view: ClusterView, traces: readonly Trace[]): readonly ObjectRef[] {
  const answering = traces.flatMap(({ branches }) =>
    branches.flatMap(({ endpoint }): readonly ObjectRef[] =>
      endpoint?.kind === 'Pod' ? [podRef(endpoint.namespace, endpoint.name)] : [],
    ),
  );
  const { namespace, labels } = view.spec.dns;
  const dns = view.labelled('Pod', namespace, labels).map(({ ref }) => ref);
  const byName = new Map([...answering, ...dns].map((ref) => [qualifiedName(ref), ref]));
  return [...byName].sort(([a], [b]) => compareText(a, b)).map(([, ref]) => ref);
}

function podRef(namespace: string | undefined, name: string): ObjectRef {
  return { kind: 'Pod', ...(namespace === undefined ? {} : { namespace }), name };
}
