import { applyDefaults } from '../admission/index.ts';
import type { Change, Pod, PodSpec } from '../model/index.ts';

/**
 * Fills in what the API server defaults for pods and leaves open in templates: the host ports of pods on the host
 * network, requests that follow from limits, service links (kubernetes pkg/apis/core/v1/defaults.go).
 */
export function defaultPods(changes: readonly Change[]): readonly Change[] {
  return changes.map((change) => {
    if (change.kind !== 'put' || change.resource.ref.kind !== 'Pod') return change;
    const object = withDefaults(change.resource.object as Pod);
    return object === change.resource.object ? change : { ...change, resource: { ...change.resource, object } };
  });
}

/** Pods of one template share its spec: it is completed once. */
const completed = new WeakMap<PodSpec, PodSpec>();

function withDefaults(pod: Pod): Pod {
  let spec = completed.get(pod.spec);
  if (spec === undefined) {
    spec = (applyDefaults(pod) as Pod).spec;
    completed.set(pod.spec, spec);
    completed.set(spec, spec);
  }
  return spec === pod.spec ? pod : { ...pod, spec };
}
