import type { ClusterView, Diagnostic, Pod, Reconciliation, Resource } from '../model/index.ts';
import { formatRef } from '../model/index.ts';
import { publishIngressStatus } from '../network/gateway/index.ts';
import type { ClusterState } from '../store/index.ts';
import { type Controller, controllers } from './controllers/index.ts';
import { defaultPods } from './default-pods.ts';
import type { IpamState } from './ipam/index.ts';
import { assignPodIPs } from './ipam/index.ts';
import { reconcilePods } from './kubelet/index.ts';
import { checkPodLimit } from './pod-limit.ts';
import { admitBound, schedule } from './scheduler/index.ts';

/** What settling works on: the objects, and what IPAM remembers beside them. */
export interface Settling {
  readonly state: ClusterState;
  readonly ipam: IpamState;
}

/** Who starts the pods that are bound to a node. */
export type Kubelet = (view: ClusterView) => Reconciliation;

/** Passes that only rewrite objects; far more than any chain of controllers needs for one step of progress. */
const IDLE_PASSES = 30;

/** A StatefulSet starts, or replaces, one pod a pass: progress has its own, far bound. */
const ALL_PASSES = 5_000;

/**
 * Runs the controllers, the scheduler, IPAM and the kubelet in turn until none of them wants a change.
 *
 * It gives up after 30 passes in a row in which no pod was made, deleted or replaced, and after 5,000 passes in all; a
 * diagnostic then names the components that still make changes. Throws a SetupError for more pods than it can hold.
 */
export function settle(
  start: Settling,
  kubelet: Kubelet = reconcilePods,
): Settling & { readonly diagnostics: readonly Diagnostic[] } {
  const components: readonly Component[] = [
    ...beforeKubelet,
    { name: 'kubelet', reconcile: kubelet },
    { name: 'ingress-controller', reconcile: publishIngressStatus },
  ];
  let { state, ipam } = start;
  checkPodLimit(state);
  let ofLastPass = new Map<string, readonly Diagnostic[]>();
  const ofDeleted: Diagnostic[] = [];
  let stillChanging: readonly string[] = [];
  let idle = 0;
  for (let pass = 0; pass < ALL_PASSES && idle < IDLE_PASSES; pass++) {
    const before = state;
    const ofThisPass = new Map<string, readonly Diagnostic[]>();
    const changed: string[] = [];
    for (const component of components) {
      const result = component.reconcile(state, ipam);
      ofThisPass.set(component.name, result.diagnostics);
      ofDeleted.push(...aboutDeleted(result));
      if (result.ipam !== undefined) ipam = result.ipam;
      if (result.changes.length === 0) continue;
      changed.push(component.name);
      state = state.apply(result.changes);
    }
    ofLastPass = ofThisPass;
    stillChanging = changed;
    if (changed.length === 0) break;
    idle = samePods(before, state) ? idle + 1 : 0;
  }
  return { state, ipam, diagnostics: [...ofDeleted, ...[...ofLastPass.values()].flat(), ...unsettled(stillChanging)] };
}

/** The diagnostics about objects that were deleted with them. They are kept: the next pass does not see the object. */
function aboutDeleted({ changes, diagnostics }: Reconciliation): readonly Diagnostic[] {
  if (diagnostics.length === 0) return [];
  const deleted = new Set(changes.flatMap((change) => (change.kind === 'delete' ? [formatRef(change.ref)] : [])));
  return diagnostics.filter(({ about }) => about !== undefined && deleted.has(formatRef(about)));
}

function samePods(before: ClusterView, after: ClusterView): boolean {
  const [old, now] = [before.list('Pod'), after.list('Pod')];
  return old === now || (old.length === now.length && old.every((pod, index) => isSamePod(pod, now[index])));
}

function isSamePod(a: Resource<Pod>, b: Resource<Pod> | undefined): boolean {
  return a === b || a.object.metadata === b?.object.metadata;
}

interface Component {
  readonly name: string;
  reconcile(view: ClusterView, ipam: IpamState): Reconciliation & { readonly ipam?: IpamState };
}

const beforeKubelet: readonly Component[] = [
  ...controllers.map(withDefaults),
  // First: a pod that its node refuses takes nothing of that node.
  { name: 'kubelet-admission', reconcile: admitBound },
  { name: 'scheduler', reconcile: schedule },
  {
    name: 'ipam',
    reconcile(view, ipam) {
      const { changes, diagnostics, state } = assignPodIPs(view, ipam);
      return { changes, diagnostics, ipam: state };
    },
  },
];

/** What a controller makes passes through the API server. */
function withDefaults({ name, reconcile }: Controller): Component {
  return {
    name,
    reconcile(view) {
      const { changes, diagnostics } = reconcile(view);
      return { changes: changes.length === 0 ? changes : defaultPods(changes), diagnostics };
    },
  };
}

function unsettled(stillChanging: readonly string[]): readonly Diagnostic[] {
  if (stillChanging.length === 0) return [];
  return [
    {
      code: 'not-settled',
      severity: 'warning',
      message: `the cluster does not come to rest: ${stillChanging.join(', ')} still make changes`,
      hint: 'two owners may be fighting over the same pods: look for selectors that overlap',
    },
  ];
}
