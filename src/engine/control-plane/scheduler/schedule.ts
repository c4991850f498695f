import type { Change, ClusterView, Diagnostic, Pod, Reconciliation, Resource } from '../../model/index.ts';
import { compareRefs, isFinished, isTerminating, settled } from '../../model/index.ts';
import { ClusterModel } from './cluster-model.ts';
import { fitError } from './fit-error.ts';
import type { NodeInfo } from './node-info.ts';
import type { Feasibility } from './place.ts';
import { Placement } from './place.ts';
import { withScheduled } from './pod-conditions.ts';
import type { PodInfo } from './pod-info.ts';
import { preempt } from './preemption.ts';
import { priorityOf } from './priority.ts';

/**
 * Finds a node for every pod that waits for the default scheduler, by priority, then namespace and name.
 *
 * A placed pod gets spec.nodeName and PodScheduled; one that fits nowhere gets the real scheduler's message, as a
 * condition and as a warning. Pods that make room for one of higher priority are deleted. pkg/scheduler/schedule_one.go
 */
export function schedule(view: ClusterView): Reconciliation {
  const waiting = view.list('Pod').filter(({ object }) => isWaiting(object));
  if (waiting.length === 0) return settled;
  const model = ClusterModel.of(view);
  const run: Run = { placement: new Placement(model), changes: [], diagnostics: [] };
  const queue: PodInfo[] = [];
  for (const pod of waiting) {
    const priority = priorityOf(view, pod.object);
    if (priority.kind === 'missing') run.diagnostics.push(unknownClass(view, pod, priority.className));
    else if ((pod.object.spec.schedulingGates ?? []).length > 0) put(run, pod, withScheduled(pod, GATED));
    else queue.push(model.podInfo(pod));
  }
  queue.sort((a, b) => b.priority - a.priority || compareRefs(a.resource.ref, b.resource.ref));
  for (const pod of queue) scheduleOne(run, pod);
  return { changes: run.changes, diagnostics: run.diagnostics };
}

interface Run {
  readonly placement: Placement;
  readonly changes: Change[];
  readonly diagnostics: Diagnostic[];
}

const GATED = {
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
};

function isWaiting(pod: Pod): boolean {
  const { nodeName = '', schedulerName = 'default-scheduler' } = pod.spec;
  return nodeName === '' && schedulerName === 'default-scheduler' && !isFinished(pod) && !isTerminating(pod);
}

function scheduleOne(run: Run, pod: PodInfo): void {
  const { placement } = run;
  const { model } = placement;
  const feasibility = placement.feasibility(pod);
  const node = placement.best(pod, feasibility.feasible);
  if (node !== undefined) bind(run, pod, node);
  else if (model.nodes.length === 0) fail(run, pod, 'no nodes available to schedule pods');
  else scheduleByForce(run, pod, feasibility);
}

/** Makes room by preemption. The real pod is nominated first and bound once its victims are gone: the end is the same. */
function scheduleByForce(run: Run, pod: PodInfo, feasibility: Feasibility): void {
  const { placement } = run;
  const { model } = placement;
  const preemption = preempt(placement, pod, feasibility);
  if (preemption.kind === 'none') {
    const message = fitError(model.nodes.length, feasibility.rejections.values());
    fail(run, pod, `${message} preemption: ${preemption.message}`);
    return;
  }
  for (const victim of preemption.victims) {
    model.remove(victim, preemption.node);
    run.changes.push({ kind: 'delete', ref: victim.resource.ref });
    run.diagnostics.push(preempted(model.view, victim, pod));
  }
  bind(run, pod, preemption.node);
}

function bind({ placement, changes }: Run, pod: PodInfo, node: NodeInfo): void {
  placement.model.add(pod, node);
  const scheduled = withScheduled(pod.resource, { status: 'True' });
  const spec = { ...scheduled.object.spec, priority: pod.priority, nodeName: node.name };
  const bound: Resource<Pod> = { ...scheduled, object: { ...scheduled.object, spec } };
  changes.push({ kind: 'put', resource: bound });
}

function fail(run: Run, pod: PodInfo, message: string): void {
  const { resource } = pod;
  put(run, resource, withScheduled(resource, { status: 'False', reason: 'Unschedulable', message }));
  run.diagnostics.push({
    code: 'unschedulable',
    severity: 'warning',
    message,
    ...about(run.placement.model.view, resource),
  });
}

function put(run: Run, before: Resource<Pod>, resource: Resource<Pod>): void {
  if (resource !== before) run.changes.push({ kind: 'put', resource });
}

function preempted(view: ClusterView, victim: PodInfo, pod: PodInfo): Diagnostic {
  const { namespace, name } = pod.resource.ref;
  return {
    code: 'preempted',
    severity: 'warning',
    message: `Preempted by pod ${namespace}/${name} on node ${victim.resource.object.spec.nodeName}`,
    hint: `its priority ${victim.priority} is lower than ${pod.priority}`,
    ...about(view, victim.resource),
  };
}

/** plugin/pkg/admission/priority: the API server would not take the pod. */
function unknownClass(view: ClusterView, pod: Resource<Pod>, className: string): Diagnostic {
  return {
    code: 'unknown-priority-class',
    severity: 'error',
    message: `pods "${pod.ref.name}" is forbidden: no PriorityClass with name ${className} was found`,
    reason: 'Forbidden',
    ...about(view, pod, ['spec', 'priorityClassName']),
  };
}

function about(
  view: ClusterView,
  { ref }: Resource<Pod>,
  path: readonly string[] = [],
): Pick<Diagnostic, 'about' | 'at'> {
  const at = view.locate(ref, path);
  return at === undefined ? { about: ref } : { about: ref, at };
}
