import type { ClusterState } from '../cluster/index.ts';
import { controllers } from '../controllers/index.ts';
import type { IpamState } from '../ipam/index.ts';
import { assignPodIPs } from '../ipam/index.ts';
import { reconcilePods } from '../kubelet/index.ts';
import type { ClusterView, Diagnostic, Reconciliation } from '../model/index.ts';
import { admitBound, schedule } from '../scheduler/index.ts';

/** What settling works on: the objects, and what IPAM remembers beside them. */
export interface Settling {
  readonly state: ClusterState;
  readonly ipam: IpamState;
}

/** Passes without an end to the changes; far more than any chain of controllers needs for one step of progress. */
const PASSES_WITHOUT_NEW_PODS = 30;

/**
 * Runs the controllers, the scheduler, IPAM and the kubelet in turn until none of them wants a change.
 *
 * A StatefulSet starts one pod a pass, so passes are bounded only while the number of pods stands still; a diagnostic
 * names who still changes then.
 */
export function settle(start: Settling): Settling & { readonly diagnostics: readonly Diagnostic[] } {
  let { state, ipam } = start;
  let said = new Map<string, readonly Diagnostic[]>();
  let restless: readonly string[] = [];
  let most = -1;
  for (let still = 0; still < PASSES_WITHOUT_NEW_PODS; still++) {
    const changed: string[] = [];
    const heard = new Map<string, readonly Diagnostic[]>();
    for (const component of components) {
      const result = component.reconcile(state, ipam);
      heard.set(component.name, result.diagnostics);
      if (result.ipam !== undefined) ipam = result.ipam;
      if (result.changes.length === 0) continue;
      changed.push(component.name);
      state = state.apply(result.changes);
    }
    said = heard;
    restless = changed;
    if (changed.length === 0) break;
    const pods = state.list('Pod').length;
    if (pods > most) still = 0;
    most = Math.max(most, pods);
  }
  return { state, ipam, diagnostics: [...[...said.values()].flat(), ...unsettled(restless)] };
}

interface Component {
  readonly name: string;
  reconcile(view: ClusterView, ipam: IpamState): Reconciliation & { readonly ipam?: IpamState };
}

const components: readonly Component[] = [
  ...controllers,
  { name: 'scheduler', reconcile: schedule },
  { name: 'kubelet-admission', reconcile: admitBound },
  {
    name: 'ipam',
    reconcile(view, ipam) {
      const { changes, diagnostics, state } = assignPodIPs(view, ipam);
      return { changes, diagnostics, ipam: state };
    },
  },
  { name: 'kubelet', reconcile: reconcilePods },
];

function unsettled(restless: readonly string[]): readonly Diagnostic[] {
  if (restless.length === 0) return [];
  return [
    {
      code: 'not-settled',
      severity: 'warning',
      message: `the cluster does not come to rest: ${restless.join(', ')} still make changes`,
      hint: 'two owners may be fighting over the same pods: look for selectors that overlap',
    },
  ];
}
