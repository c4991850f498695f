import type { ClusterView, Pod, Resource } from '../../model/index.ts';
import { compileLabels, namespaceLabels, selects, usesHostNetwork } from '../../model/index.ts';
import type { ForeignKind, SubjectFields } from './foreign-kind.ts';
import { servicesNamed } from './named-services.ts';
import { maySelect, selectorAt } from './selector.ts';

/** Istio's root namespace, whose objects count for the whole mesh: `meshConfig.rootNamespace`. */
const ROOT_NAMESPACE = 'istio-system';

/** Where a pod asks for networks beside the cluster's own (Kubernetes Network Custom Resource Definition De-facto Standard). */
const ATTACHMENTS: readonly string[] = ['k8s.v1.cni.cncf.io/networks', 'v1.multus-cni.io/default-network'];

const DEFAULT_SUBJECT: SubjectFields = { scope: 'namespace' };

/** Whom an object may act on. What is certain to be out of its reach is left out, and nothing else. */
export interface Subject {
  readonly nodes: boolean;
  readonly mayBePod: (pod: Resource<Pod>) => boolean;
}

/** Reads whom an object is about. Pods on the host network are their node. */
export function subjectOf(
  view: ClusterView,
  { object }: Resource,
  { subject = DEFAULT_SUBJECT }: ForeignKind,
): Subject {
  const { scope } = subject;
  if (scope === 'nodes') return { nodes: true, mayBePod: ({ object: pod }) => usesHostNetwork(pod) };
  const own = object.metadata?.namespace ?? 'default';
  const isEverywhere = scope === 'cluster' || (scope === 'mesh' && own === ROOT_NAMESPACE);
  const pods = subject.pods && selectorAt(object, subject.pods);
  const namespaces = subject.namespaces && selectorAt(object, subject.namespaces);
  const isBehind = behind(view, object, subject);
  return {
    nodes: false,
    mayBePod(pod) {
      const { metadata } = pod.object;
      const namespace = pod.ref.namespace;
      return (
        !usesHostNetwork(pod.object) &&
        (isEverywhere || isBehind !== undefined || namespace === own) &&
        maySelect(pods, metadata.labels) &&
        maySelect(namespaces, namespaceLabels(view, namespace)) &&
        (subject.attached !== true || ATTACHMENTS.some((name) => metadata.annotations?.[name] !== undefined)) &&
        (isBehind?.(pod) ?? true)
      );
    },
  };
}

/** Reports whether a pod stands behind the Services that the object names; absent where it names none, or cannot be read. */
function behind(
  view: ClusterView,
  object: Resource['object'],
  { services }: SubjectFields,
): ((pod: Resource<Pod>) => boolean) | undefined {
  const names = services && servicesNamed(object, services);
  if (names === undefined || names.length === 0) return undefined;
  const found = names.flatMap(({ namespace, name }) => view.get('Service', name, namespace) ?? []);
  const selectors = found.map(({ ref, object: { spec } }) => ({
    namespace: ref.namespace,
    selector: compileLabels(spec.selector ?? {}),
  }));
  return ({ ref, object: pod }) =>
    selectors.some(
      ({ namespace, selector }) =>
        namespace === ref.namespace && selector.requirements.length > 0 && selects(selector, pod.metadata.labels),
    );
}
