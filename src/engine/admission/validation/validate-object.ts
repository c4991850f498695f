import type { KubernetesObject } from '../../model/index.ts';
import type { Problem } from '../problem.ts';
import type { PriorityClass } from '../written.ts';
import {
  validateAdminNetworkPolicy,
  validateBaselineAdminNetworkPolicy,
  validateClusterNetworkPolicy,
} from './admin-network-policy.ts';
import { validateConfigMap, validateSecret } from './config.ts';
import { validateDaemonSet } from './daemon-set.ts';
import { validateDeployment, validateReplicaSet, validateReplicationController } from './deployment.ts';
import { validateEndpointSlice } from './endpoint-slice.ts';
import { validateEndpoints } from './endpoints.ts';
import type { Format } from './formats.ts';
import { dnsLabel, dnsSubdomain, pathSegment, serviceName } from './formats.ts';
import { validateIngress } from './ingress.ts';
import { validateIngressClass } from './ingress-class.ts';
import { validateCronJob, validateJob } from './job.ts';
import { validateMetadata } from './metadata.ts';
import { validateNetworkPolicy } from './network-policy.ts';
import { validateNode } from './node.ts';
import { validatePod } from './pod.ts';
import type { Gates, Report } from './report.ts';
import { forbidden, reportOf } from './report.ts';
import { validateService } from './service.ts';
import { validateStatefulSet } from './stateful-set.ts';

type Validator<T> = (report: Report, object: T) => void;

/** By API version and kind: a Service of another group is another kind. */
const VALIDATORS: ReadonlyMap<string, Validator<never>> = new Map<string, Validator<never>>([
  ['v1/Pod', validatePod],
  ['v1/Service', validateService],
  ['v1/Endpoints', validateEndpoints],
  ['v1/Node', validateNode],
  ['v1/ConfigMap', validateConfigMap],
  ['v1/Secret', validateSecret],
  ['v1/ReplicationController', validateReplicationController],
  ['apps/v1/Deployment', validateDeployment],
  ['apps/v1/ReplicaSet', validateReplicaSet],
  ['apps/v1/StatefulSet', validateStatefulSet],
  ['apps/v1/DaemonSet', validateDaemonSet],
  ['batch/v1/Job', validateJob],
  ['batch/v1/CronJob', validateCronJob],
  ['discovery.k8s.io/v1/EndpointSlice', validateEndpointSlice],
  ['networking.k8s.io/v1/NetworkPolicy', validateNetworkPolicy],
  ['networking.k8s.io/v1/Ingress', validateIngress],
  ['networking.k8s.io/v1/IngressClass', validateIngressClass],
  ['scheduling.k8s.io/v1/PriorityClass', validatePriorityClass],
  ['policy.networking.k8s.io/v1alpha1/AdminNetworkPolicy', validateAdminNetworkPolicy],
  ['policy.networking.k8s.io/v1alpha1/BaselineAdminNetworkPolicy', validateBaselineAdminNetworkPolicy],
  ['policy.networking.k8s.io/v1alpha2/ClusterNetworkPolicy', validateClusterNetworkPolicy],
  ['policy.networking.k8s.io/v1beta1/ClusterNetworkPolicy', validateClusterNetworkPolicy],
]);

/**
 * Validates one object as the API server does when it is created: all problems at once, in the server's words. The
 * object is of a current API version and has its defaults. Of a kind that is not modelled only the metadata is
 * validated. What depends on other objects or on the cluster (node port range, cluster IPs, classes) is left to those
 * who know them.
 *
 * `kubernetesVersion` (`1.36`) decides what became stricter or looser over time; what older servers than 1.32 did is
 * not followed.
 */
export function validateObject(object: KubernetesObject, kubernetesVersion?: string): readonly Problem[] {
  const report = reportOf(kubernetesVersion);
  const type = `${object.apiVersion}/${object.kind}`;
  validateMetadata(report, object, nameFormat(type, report.gates));
  const validate = VALIDATORS.get(type) as Validator<KubernetesObject> | undefined;
  validate?.(report, object);
  return report.problems.length === 0 ? report.problems : withoutRepeats(report.problems);
}

function nameFormat(type: string, gates: Gates): Format {
  switch (type) {
    case 'v1/Service':
      return serviceName(gates);
    case 'v1/Namespace':
    case 'apps/v1/StatefulSet':
      return dnsLabel;
    case 'rbac.authorization.k8s.io/v1/Role':
    case 'rbac.authorization.k8s.io/v1/RoleBinding':
    case 'rbac.authorization.k8s.io/v1/ClusterRole':
    case 'rbac.authorization.k8s.io/v1/ClusterRoleBinding':
      return pathSegment;
    default:
      return dnsSubdomain;
  }
}

/** The server says the same thing once (ErrorList.ToAggregate). */
function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const said = new Set<string>();
  return problems.filter(({ message }) => {
    if (said.has(message)) return false;
    said.add(message);
    return true;
  });
}

const SYSTEM_PRIORITIES: readonly string[] = ['system-node-critical', 'system-cluster-critical'];
const HIGHEST_USER_PRIORITY = 1_000_000_000;

/** Checks a PriorityClass beyond its metadata (pkg/apis/scheduling/validation). */
function validatePriorityClass(report: Report, { metadata, value = 0 }: PriorityClass): void {
  const name = metadata?.name ?? '';
  if (name.startsWith('system-') && !SYSTEM_PRIORITIES.includes(name)) {
    const detail = "priority class names with 'system-' prefix are reserved for system use only. error:";
    forbidden(report, ['metadata', 'name'], `${detail} ${name} is not a known system priority class`);
  }
  if (name.startsWith('system-') || value <= HIGHEST_USER_PRIORITY) return;
  forbidden(report, ['value'], `maximum allowed value of a user defined priority is ${HIGHEST_USER_PRIORITY}`);
}
