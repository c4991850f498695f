import type { Pod, PodSpec, Resource, StatefulSet } from '../../model/index.ts';
import { podFromTemplate } from './pod-from-template.ts';
import { templateHash } from './template-hash.ts';

const REVISION_LABEL = 'controller-revision-hash';

/** The name of the StatefulSet's template: `<statefulset>-<hash>`. */
export function updateRevision({ ref, object }: Resource<StatefulSet>): string {
  return `${ref.name}-${templateHash(object.spec.template)}`;
}

/** The revision that the pod was made from; a pod from the manifests counts as made from the present one. */
export function podRevision(statefulSet: Resource<StatefulSet>, pod: Resource<Pod>): string | undefined {
  if (pod.origin.kind !== 'derived') return updateRevision(statefulSet);
  return pod.object.metadata.labels?.[REVISION_LABEL];
}

/** The number behind the set's name; `undefined` for a pod that is not named after the set. */
export function ordinalOf({ ref }: Resource<StatefulSet>, pod: Resource<Pod>): number | undefined {
  const { name } = pod.ref;
  const digits = name.slice(ref.name.length + 1);
  if (!name.startsWith(`${ref.name}-`) || !/^\d+$/.test(digits)) return undefined;
  return Number(digits);
}

/** Pod `<statefulset>-<ordinal>` (newStatefulSetPod in kubernetes pkg/controller/statefulset/stateful_set_utils.go). */
export function statefulPod(statefulSet: Resource<StatefulSet>, ordinal: number): Resource<Pod> {
  const { ref, object } = statefulSet;
  const template = object.spec.template;
  const name = `${ref.name}-${ordinal}`;
  const serviceName = object.spec.serviceName ?? '';
  const spec: PodSpec = {
    ...withClaims(template.spec, object, name),
    hostname: name,
    ...(serviceName !== '' && { subdomain: serviceName }),
  };
  return podFromTemplate({
    by: 'statefulset-controller',
    owner: statefulSet,
    template,
    name,
    labels: {
      'statefulset.kubernetes.io/pod-name': name,
      'apps.kubernetes.io/pod-index': String(ordinal),
      [REVISION_LABEL]: updateRevision(statefulSet),
    },
    spec,
  });
}

/** Each claim template becomes a volume of its name, bound to `<claim>-<pod>`, and hides the template's own volume. */
function withClaims(spec: PodSpec, { spec: set }: StatefulSet, pod: string): PodSpec {
  const claims = (set.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '');
  if (claims.length === 0) return spec;
  const volumes = claims.map((name) => ({ name, persistentVolumeClaim: { claimName: `${name}-${pod}` } }));
  const others = (spec.volumes ?? []).filter(({ name }) => !claims.includes(name));
  return { ...spec, volumes: [...volumes, ...others] };
}
