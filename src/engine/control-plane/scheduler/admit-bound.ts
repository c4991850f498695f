import type { Change, ClusterView, Diagnostic, Pod, Reconciliation, Resource } from '../../model/index.ts';
import { isFinished, isTerminating, matchesRequired, settled } from '../../model/index.ts';
import { ClusterModel } from './cluster-model.ts';
import type { NodeInfo } from './node-info.ts';
import { nodePorts } from './plugins/node-ports.ts';
import { shortagesOn } from './plugins/node-resources-fit.ts';
import { scheduledCondition, withScheduled } from './pod-conditions.ts';
import type { PodInfo } from './pod-info.ts';
import { untoleratedTaint } from './taints.ts';

/** The kubelet's words for a pod that it does not take. */
interface Refusal {
  readonly reason: string;
  readonly message: string;
}

/**
 * Lets the kubelets look at the pods that name their node themselves, which no scheduler has seen: NoSchedule taints do
 * not count, but resources, node selector and affinity, host ports and NoExecute taints do.
 *
 * A pod that is refused fails; one that is taken gets PodScheduled. On a node that is down or unknown it stays pending.
 * pkg/kubelet/lifecycle/predicate.go; pkg/scheduler/eventhandlers.go (AdmissionCheck)
 */
export function admitBound(view: ClusterView): Reconciliation {
  const arriving = view.list('Pod').filter(({ object }) => isArriving(object));
  if (arriving.length === 0) return settled;
  const model = ClusterModel.of(view, isArriving);
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const resource of arriving) {
    const name = resource.object.spec.nodeName ?? '';
    const node = model.node(name);
    if (node === undefined) {
      // The garbage collector of pods tells of a node that is nowhere.
      if (view.nodeSpec(name) !== undefined)
        diagnostics.push(warning(view, resource, { reason: 'unknown-node', message: `node "${name}" not found` }));
      continue;
    }
    if (view.nodeSpec(name)?.up === false) continue;
    const pod = model.podInfo(resource);
    const refusal = refusalOf(pod, node, model);
    if (refusal === undefined) {
      model.add(pod, node);
      changes.push({ kind: 'put', resource: withScheduled(resource, { status: 'True' }) });
    } else {
      changes.push({ kind: 'put', resource: failed(resource, refusal) });
      diagnostics.push(warning(view, resource, { reason: 'pod-not-admitted', message: refusal.message }));
    }
  }
  return { changes, diagnostics };
}

function isArriving(pod: Pod): boolean {
  if ((pod.spec.nodeName ?? '') === '' || isFinished(pod) || isTerminating(pod)) return false;
  return scheduledCondition(pod)?.status !== 'True';
}

function refusalOf(pod: PodInfo, node: NodeInfo, model: ClusterModel): Refusal | undefined {
  const { template } = pod;
  return (
    resourceRefusal(pod, node) ??
    (matchesRequired(template.spec, node)
      ? undefined
      : predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector")) ??
    (nodePorts.prepare(template, model)?.(node) === undefined
      ? undefined
      : predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports")) ??
    (untoleratedTaint(node.taints, template.tolerations, ['NoExecute']) === undefined
      ? undefined
      : predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate"))
  );
}

/** Extended resources are devices: missing ones are not looked at, and too few of them fail another way. */
function resourceRefusal({ template }: PodInfo, node: NodeInfo): Refusal | undefined {
  const shortages = shortagesOn(node, template).filter(
    ({ resource }) => !isExtended(resource) || node.allocatable.has(resource),
  );
  const device = shortages.find(({ resource }) => isExtended(resource));
  if (device !== undefined) {
    const { resource, requested, used, capacity } = device;
    const amounts = `Requested: ${requested}, Available: ${capacity - used}`;
    const message = `Allocate failed due to requested number of devices unavailable for ${resource}. ${amounts}, which is unexpected`;
    return { reason: 'UnexpectedAdmissionError', message };
  }
  const [first] = shortages;
  if (first === undefined) return undefined;
  const { resource, requested, used, capacity } = first;
  const amounts = `requested: ${requested}, used: ${used}, capacity: ${capacity}`;
  return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${amounts}` };
}

function isExtended(resource: string): boolean {
  return resource.includes('/') && !resource.split('/')[0]?.endsWith('kubernetes.io');
}

function predicate(name: string, description: string): Refusal {
  return { reason: name, message: `Predicate ${name} failed: ${description}` };
}

function failed(pod: Resource<Pod>, { reason, message }: Refusal): Resource<Pod> {
  const status = { ...pod.object.status, phase: 'Failed', reason, message: `Pod was rejected: ${message}` };
  return { ...pod, object: { ...pod.object, status } };
}

function warning(view: ClusterView, { ref }: Resource<Pod>, { reason, message }: Refusal): Diagnostic {
  const at = view.locate(ref, ['spec', 'nodeName']);
  const diagnostic = { code: reason, severity: 'warning', message, about: ref } as const;
  return at === undefined ? diagnostic : { ...diagnostic, at };
}
