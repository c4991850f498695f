import type { KubernetesObject } from '../../model/index.ts';
import { NAMESPACE_NAME_LABEL } from '../../model/index.ts';
import type { Namespace, Node, PriorityClass } from '../written.ts';
import { fillAbsent, update } from './fill.ts';
import {
  defaultAdminNetworkPolicy,
  defaultEndpointSlice,
  defaultEndpoints,
  defaultIngressClass,
  defaultNetworkPolicy,
} from './networking.ts';
import { defaultPod } from './pod.ts';
import { defaultService } from './service.ts';
import {
  defaultCronJob,
  defaultDaemonSet,
  defaultDeployment,
  defaultJob,
  defaultReplicaSet,
  defaultReplicationController,
  defaultStatefulSet,
} from './workload.ts';

type Defaulter<T> = (object: T) => KubernetesObject;

/** By API version and kind: a Service of another group is another kind. */
const DEFAULTERS: ReadonlyMap<string, Defaulter<never>> = new Map<string, Defaulter<never>>([
  ['v1/Pod', defaultPod],
  ['v1/Service', defaultService],
  ['v1/Endpoints', defaultEndpoints],
  ['v1/Namespace', defaultNamespace],
  ['v1/Node', defaultNode],
  ['v1/ReplicationController', defaultReplicationController],
  ['apps/v1/Deployment', defaultDeployment],
  ['apps/v1/ReplicaSet', defaultReplicaSet],
  ['apps/v1/StatefulSet', defaultStatefulSet],
  ['apps/v1/DaemonSet', defaultDaemonSet],
  ['batch/v1/Job', defaultJob],
  ['batch/v1/CronJob', defaultCronJob],
  ['discovery.k8s.io/v1/EndpointSlice', defaultEndpointSlice],
  ['networking.k8s.io/v1/NetworkPolicy', defaultNetworkPolicy],
  ['networking.k8s.io/v1/IngressClass', defaultIngressClass],
  ['scheduling.k8s.io/v1/PriorityClass', defaultPriorityClass],
  ['policy.networking.k8s.io/v1alpha1/AdminNetworkPolicy', defaultAdminNetworkPolicy],
  ['policy.networking.k8s.io/v1alpha1/BaselineAdminNetworkPolicy', defaultAdminNetworkPolicy],
]);

/**
 * Fills in what the API server fills in when an object of a current API version comes; its nulls are decoded already.
 * The object itself is not changed; what needs no change is shared with the result. Pods that controllers make need
 * their defaults too, for templates get fewer than Pods.
 */
export function applyDefaults(object: KubernetesObject): KubernetesObject {
  const fill = DEFAULTERS.get(`${object.apiVersion}/${object.kind}`) as Defaulter<KubernetesObject> | undefined;
  return fill === undefined ? object : fill(object);
}

/** Every namespace carries its own name as a label, whatever is written there. */
function defaultNamespace(namespace: Namespace): Namespace {
  const name = namespace.metadata?.name ?? '';
  if (name === '' || namespace.metadata?.labels?.[NAMESPACE_NAME_LABEL] === name) return namespace;
  const labels = { ...namespace.metadata?.labels, [NAMESPACE_NAME_LABEL]: name };
  return { ...namespace, metadata: { ...namespace.metadata, labels } };
}

/** What a node has it can give, and a single pod CIDR is the first of the list (pkg/apis/core/v1/conversion.go). */
function defaultNode(node: Node): Node {
  const spec = node.spec;
  const { podCIDR = '', podCIDRs = [] } = spec ?? {};
  let result = node;
  if (podCIDR !== '' && podCIDRs.length === 0) result = { ...result, spec: { ...spec, podCIDRs: [podCIDR] } };
  if (podCIDR === '' && podCIDRs[0] !== undefined) result = { ...result, spec: { ...spec, podCIDR: podCIDRs[0] } };
  return update(result, 'status', (status) =>
    status.capacity === undefined ? status : fillAbsent(status, { allocatable: status.capacity }),
  );
}

/** A value that is left out is 0, as in Go (pkg/apis/scheduling/v1/defaults.go). */
function defaultPriorityClass(priorityClass: PriorityClass): PriorityClass {
  return fillAbsent(priorityClass, { value: 0, preemptionPolicy: 'PreemptLowerPriority' });
}
