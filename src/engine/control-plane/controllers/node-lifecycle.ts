import type { Change, ClusterView, Node, Pod, Resource, Taint } from '../../model/index.ts';
import { isReady, put } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { isOnDeadNode, putChanged } from './writing.ts';
import { evictingZones, isDown, zoneOf } from './zone-disruption.ts';

type Conditions = NonNullable<NonNullable<Node['status']>['conditions']>;

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const SILENT = { status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' };
const HEARD = { status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' };

/**
 * Marks the nodes whose machine is down, and the pods on them as not ready; takes the marks away when the machine is
 * back. The grace period of 50 s is over. (kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go)
 */
export const nodeLifecycleController: Controller = {
  name: 'node-lifecycle-controller',
  reconcile(view) {
    const zones = evictingZones(view);
    const nodes = view.list('Node').flatMap((node) => putChanged(node, marked(view, node, zones)));
    const isAnyDown = view.spec.nodes.some(({ up }) => !up);
    return { changes: [...nodes, ...(isAnyDown ? silencedPods(view) : [])], diagnostics: [] };
  },
};

function marked(view: ClusterView, node: Resource<Node>, zones: ReadonlySet<string>): Node {
  const { spec, status } = node.object;
  const down = isDown(view, node);
  const others = (spec?.taints ?? []).filter(({ key }) => key !== UNREACHABLE);
  const taints = down ? [...others, ...unreachable(zones.has(zoneOf(node)))] : others;
  const conditions = down ? silenced(status?.conditions ?? []) : heard(status?.conditions ?? []);
  return {
    ...node.object,
    ...((taints.length > 0 || spec?.taints !== undefined) && { spec: { ...spec, taints } }),
    ...((conditions.length > 0 || status?.conditions !== undefined) && { status: { ...status, conditions } }),
  };
}

function unreachable(evicts: boolean): readonly Taint[] {
  const taint = { key: UNREACHABLE, effect: 'NoSchedule' };
  return evicts ? [taint, { ...taint, effect: 'NoExecute' }] : [taint];
}

function silenced(conditions: Conditions): Conditions {
  return [...conditions.filter(({ type }) => type !== 'Ready'), { type: 'Ready', ...SILENT }];
}

/** Only what this controller wrote is taken back; else the condition is the kubelet's. */
function heard(conditions: Conditions): Conditions {
  return conditions.map((each) =>
    each.type === 'Ready' && each.reason === SILENT.reason ? { type: 'Ready', ...HEARD } : each,
  );
}

/** MarkPodsNotReady in pkg/controller/util/node/controller_utils.go: the rest of the condition stays as it was. */
function silencedPods(view: ClusterView): readonly Change[] {
  return view
    .list('Pod')
    .filter(({ object }) => isReady(object) && isOnDeadNode(view, object))
    .map((pod) => put(pod, notReady(pod.object)));
}

function notReady(pod: Pod): Pod {
  const conditions = pod.status?.conditions?.map((each) =>
    each.type === 'Ready' ? { ...each, status: 'False' } : each,
  );
  return { ...pod, status: { ...pod.status, ...(conditions !== undefined && { conditions }) } };
}
