import type {
  ClusterView,
  DaemonSet,
  Node,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Resource,
  Toleration,
} from '../../model/index.ts';
import { generatedName } from './generated-names.ts';
import { nodeAffinityMatches, toleration } from './node-match.ts';
import { podFromTemplate } from './pod-from-template.ts';
import { templateHash } from './template-hash.ts';

/** The label that tells a DaemonSet's pods of one template from those of another. */
export const REVISION_LABEL = 'controller-revision-hash';

const NO_EXECUTE = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const NO_SCHEDULE = [
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/pid-pressure',
  'node.kubernetes.io/unschedulable',
];

/** Whether a node is to have a pod of the DaemonSet, and whether it may keep one that it has. */
export interface Eligibility {
  readonly shouldRun: boolean;
  readonly mayStay: boolean;
}

/** NodeShouldRunDaemonPod in kubernetes pkg/controller/daemon/daemon_controller.go; `spec` has the added tolerations. */
export function eligibility(spec: PodSpec, node: Node): Eligibility {
  const isNamed = spec.nodeName === undefined || spec.nodeName === '' || spec.nodeName === node.metadata.name;
  if (!isNamed || !nodeAffinityMatches(spec, node)) return { shouldRun: false, mayStay: false };
  const repelling = (node.spec?.taints ?? []).filter(
    (taint) => taint.effect !== 'PreferNoSchedule' && toleration(taint, spec.tolerations) === undefined,
  );
  return { shouldRun: repelling.length === 0, mayStay: repelling.every(({ effect }) => effect !== 'NoExecute') };
}

/** The pod's spec with the tolerations of every daemon (pkg/controller/daemon/util/daemonset_util.go). */
export function daemonSpec(template: PodTemplateSpec): PodSpec {
  const spec = template.spec;
  const network = spec.hostNetwork === true ? ['node.kubernetes.io/network-unavailable'] : [];
  const added: readonly Toleration[] = [
    ...NO_EXECUTE.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute' })),
    ...[...NO_SCHEDULE, ...network].map((key) => ({ key, operator: 'Exists', effect: 'NoSchedule' })),
  ];
  const isReplaced = (own: Toleration): boolean =>
    added.some((each) => each.key === own.key && each.effect === own.effect && own.operator === 'Exists');
  const own = (spec.tolerations ?? []).filter((each) => !isReplaced(each));
  return { ...spec, tolerations: [...own, ...added] };
}

/** A pod of the DaemonSet that the default scheduler can bind to this one node only. */
export function daemonPod(view: ClusterView, daemonSet: Resource<DaemonSet>, node: string): Resource<Pod> {
  const template = daemonSet.object.spec.template;
  const hash = templateHash(template);
  const { ref } = daemonSet;
  return podFromTemplate({
    by: 'daemonset-controller',
    owner: daemonSet,
    template,
    name: generatedName(ref.name, `${ref.namespace}/${ref.name}/${node}/${view.podsDeletedOf(ref)}`),
    labels: { [REVISION_LABEL]: hash },
    spec: pinned(daemonSpec(template), node),
  });
}

/** The node's own terms have been checked already, so its name replaces them. */
function pinned(spec: PodSpec, node: string): PodSpec {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [node] }];
  const nodeAffinity = {
    ...spec.affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
  };
  return { ...spec, affinity: { ...spec.affinity, nodeAffinity } };
}

/** The node that the pod is on or is meant for (GetTargetNodeName in daemonset_util.go). */
export function targetNode({ spec }: Pod): string | undefined {
  if (spec.nodeName !== undefined && spec.nodeName !== '') return spec.nodeName;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  for (const term of terms ?? []) {
    const field = term.matchFields?.find(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    if (field !== undefined) return field.values?.[0];
  }
  return undefined;
}
