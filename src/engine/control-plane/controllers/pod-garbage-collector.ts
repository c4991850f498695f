import type { Change, ClusterView, Diagnostic, Pod, Resource } from '../../model/index.ts';
import { isReady, isTerminating, locatedOnDemand, qualifiedName } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { nodeLabels } from './node-match.ts';

const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/**
 * Removes the pods that no kubelet will ever end: on a node that is not there, Terminating before they were bound, or
 * Terminating on a node that was declared out of service (kubernetes pkg/controller/podgc/gc_controller.go).
 */
export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector-controller',
  reconcile(view) {
    const pods = view.list('Pod');
    const lost = pods.filter((pod) => isOnMissingNode(view, pod));
    const stuck = pods.filter((pod) => isTerminating(pod.object) && (!isBound(pod) || isOutOfService(view, pod)));
    const changes = [...new Set([...lost, ...stuck])].map(({ ref }): Change => ({ kind: 'delete', ref }));
    return { changes, diagnostics: lost.map((pod) => lostDiagnostic(view, pod)) };
  },
};

function isBound({ object }: Resource<Pod>): boolean {
  return object.spec.nodeName !== undefined && object.spec.nodeName !== '';
}

function isOnMissingNode(view: ClusterView, pod: Resource<Pod>): boolean {
  return isBound(pod) && nodeLabels(view, pod.object.spec.nodeName ?? '') === undefined;
}

function isOutOfService(view: ClusterView, { object }: Resource<Pod>): boolean {
  const node = view.get('Node', object.spec.nodeName ?? '')?.object;
  return !isReady(object) && node?.spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE) === true;
}

function lostDiagnostic(view: ClusterView, pod: Resource<Pod>): Diagnostic {
  const news: Diagnostic = {
    code: 'pod-on-missing-node',
    severity: 'warning',
    message: `pod ${qualifiedName(pod.ref)} is deleted: there is no node ${pod.object.spec.nodeName}`,
    hint: 'name a node of the cluster in spec.nodeName, or leave the choice to the scheduler',
    about: pod.ref,
  };
  return locatedOnDemand(news, () => view.locate(pod.ref, ['spec', 'nodeName']));
}
