import type { Container, KubernetesObject, PodSpec, Resource } from '../../../engine/model/index.ts';
import { KubectlError } from '../kubectl-error.ts';
import { resourceOf } from '../resource-names.ts';

interface Templated extends KubernetesObject {
  readonly spec?: {
    readonly template?: { readonly spec?: PodSpec };
    readonly jobTemplate?: { readonly spec?: { readonly template?: { readonly spec?: PodSpec } } };
  };
}

const WITH_TEMPLATE: ReadonlySet<string> = new Set([
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Job'],
]);

/** The spec of a pod, or of the pods that a workload makes (polymorphichelpers/updatepodspec.go). */
export function podSpecOf(resource: Resource): PodSpec | KubectlError {
  const { ref } = resource;
  const object = resource.object as Templated;
  const spec =
    ref.kind === 'Pod'
      ? (object.spec as PodSpec | undefined)
      : ref.kind === 'CronJob'
        ? object.spec?.jobTemplate?.spec?.template?.spec
        : WITH_TEMPLATE.has(ref.kind)
          ? object.spec?.template?.spec
          : undefined;
  if (spec !== undefined) return spec;
  const type = `*${(object.apiVersion ?? '').split('/').at(-1)}.${ref.kind}`;
  const what = `${resourceOf(resource).split('.')[0]}/${ref.name}`;
  return new KubectlError(`${what} the object is not a pod or does not have a pod template: ${type}`);
}

/** The object with another spec of its pods. */
export function withPodSpec({ ref, object }: Resource, podSpec: PodSpec): KubernetesObject {
  const { spec } = object as Templated;
  if (ref.kind === 'Pod') return Object.assign({}, object, { spec: podSpec });
  if (ref.kind !== 'CronJob') {
    return Object.assign({}, object, { spec: { ...spec, template: { ...spec?.template, spec: podSpec } } });
  }
  const { jobTemplate } = spec ?? {};
  const template = { ...jobTemplate?.spec?.template, spec: podSpec };
  return Object.assign({}, object, {
    spec: { ...spec, jobTemplate: { ...jobTemplate, spec: { ...jobTemplate?.spec, template } } },
  });
}

/** The spec with each container, init containers too, as `change` wants it. */
export function withContainers(spec: PodSpec, change: (container: Container) => Container): PodSpec {
  const { initContainers } = spec;
  return {
    ...spec,
    containers: spec.containers.map(change),
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(change) }),
  };
}

/** All containers, init containers first as kubectl looks at them. */
export function allContainers({ containers, initContainers = [] }: PodSpec): readonly Container[] {
  return [...initContainers, ...containers];
}
