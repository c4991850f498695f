import type {
  Change,
  ClusterView,
  Diagnostic,
  KubernetesObject,
  Pod,
  PodTemplateSpec,
  Resource,
} from '../../model/index.ts';
import {
  formatRef,
  isFinished,
  isReady,
  isTerminating,
  locatedOnDemand,
  podIPs,
  qualifiedName,
} from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { nodeLabels } from './node-match.ts';

const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/**
 * Removes the pods that no kubelet will ever end: on a node that is not there, Terminating before they were bound, or
 * Terminating on a node that was declared out of service (kubernetes pkg/controller/podgc/gc_controller.go).
 *
 * A pod whose template names the node that is not there is made anew as often as it is deleted, without an end; here the
 * one that never started keeps its place.
 */
export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector-controller',
  reconcile(view) {
    const pods = view.list('Pod');
    const onMissing = pods.filter((pod) => isOnMissingNode(view, pod));
    const replaced = new Set(onMissing.filter((pod) => isReplacedAlike(view, pod)));
    const lost = onMissing.filter((pod) => !replaced.has(pod));
    const stuck = pods.filter((pod) => isTerminating(pod.object) && (!isBound(pod) || isOutOfService(view, pod)));
    const changes = [...new Set([...lost, ...stuck])].map(({ ref }): Change => ({ kind: 'delete', ref }));
    return {
      changes,
      diagnostics: [
        ...lost.map((pod) => lostDiagnostic(view, pod)),
        ...onePerOwner(view, [...replaced]).map((pod) => replacedDiagnostic(view, pod)),
      ],
    };
  },
};

function isBound({ object }: Resource<Pod>): boolean {
  return object.spec.nodeName !== undefined && object.spec.nodeName !== '';
}

function isOnMissingNode(view: ClusterView, pod: Resource<Pod>): boolean {
  return isBound(pod) && nodeLabels(view, pod.object.spec.nodeName ?? '') === undefined;
}

/** Whether the pod never started, and its controller makes the next one for the same node. */
function isReplacedAlike(view: ClusterView, { origin, object }: Resource<Pod>): boolean {
  if (origin.kind !== 'derived' || isTerminating(object) || isFinished(object) || podIPs(object).length > 0)
    return false;
  const { spec } = (view.getAny(origin.owner)?.object ?? {}) as Templated;
  return spec?.template?.spec.nodeName === object.spec.nodeName;
}

interface Templated extends KubernetesObject {
  readonly spec?: { readonly template?: PodTemplateSpec };
}

/** The first pod of each object that somebody wrote. */
function onePerOwner(view: ClusterView, pods: readonly Resource<Pod>[]): readonly Resource<Pod>[] {
  const first = new Map<string, Resource<Pod>>();
  for (const pod of pods) {
    const owner = formatRef(topOf(view, pod).ref);
    if (!first.has(owner)) first.set(owner, pod);
  }
  return [...first.values()];
}

/** The object that somebody wrote, and that the pod was made for. */
function topOf(view: ClusterView, resource: Resource<unknown>): Resource<unknown> {
  const above = resource.origin.kind === 'derived' ? view.getAny(resource.origin.owner) : undefined;
  return above === undefined ? resource : topOf(view, above);
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

function replacedDiagnostic(view: ClusterView, pod: Resource<Pod>): Diagnostic {
  const { ref } = topOf(view, pod);
  const news: Diagnostic = {
    code: 'pod-on-missing-node',
    severity: 'warning',
    message: `the pods of ${formatRef(ref)} are deleted and made again without end: there is no node ${pod.object.spec.nodeName}`,
    hint: "name a node of the cluster in spec.nodeName of its pods' template, or leave the choice to the scheduler",
    about: ref,
  };
  return locatedOnDemand(news, () => view.locate(pod.ref, ['spec', 'nodeName']));
}
