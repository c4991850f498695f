import type { KubernetesObject } from '../../../model/index.ts';
import type { Problem } from '../../problem.ts';
import type { Report } from '../report.ts';
import { reportOf } from '../report.ts';
import { validateConfigMapUpdate, validateSecretUpdate } from './config.ts';
import {
  validateBindingUpdate,
  validateEndpointSliceUpdate,
  validateIngressClassUpdate,
  validateNodeUpdate,
  validatePriorityClassUpdate,
} from './fixed-fields.ts';
import { validatePodUpdate } from './pod.ts';
import { validateServiceUpdate } from './service.ts';
import { validateClaimUpdate, validateStorageClassUpdate, validateVolumeUpdate } from './storage.ts';
import { validateJobUpdate, validateSelectorUpdate, validateStatefulSetUpdate } from './workloads.ts';

type UpdateValidator<T> = (report: Report, before: T, after: T) => void;

/** By API version and kind. Of any other kind everything but the name may change. */
const VALIDATORS: ReadonlyMap<string, UpdateValidator<never>> = new Map<string, UpdateValidator<never>>([
  ['v1/Pod', validatePodUpdate],
  ['v1/Service', validateServiceUpdate],
  ['v1/Node', validateNodeUpdate],
  ['v1/ConfigMap', validateConfigMapUpdate],
  ['v1/Secret', validateSecretUpdate],
  ['v1/PersistentVolume', validateVolumeUpdate],
  ['v1/PersistentVolumeClaim', validateClaimUpdate],
  ['apps/v1/Deployment', validateSelectorUpdate],
  ['apps/v1/ReplicaSet', validateSelectorUpdate],
  ['apps/v1/DaemonSet', validateSelectorUpdate],
  ['apps/v1/StatefulSet', validateStatefulSetUpdate],
  ['batch/v1/Job', validateJobUpdate],
  ['discovery.k8s.io/v1/EndpointSlice', validateEndpointSliceUpdate],
  ['networking.k8s.io/v1/IngressClass', validateIngressClassUpdate],
  ['rbac.authorization.k8s.io/v1/RoleBinding', validateBindingUpdate],
  ['rbac.authorization.k8s.io/v1/ClusterRoleBinding', validateBindingUpdate],
  ['scheduling.k8s.io/v1/PriorityClass', validatePriorityClassUpdate],
  ['storage.k8s.io/v1/StorageClass', validateStorageClassUpdate],
]);

/**
 * Validates what changes when an object takes the place of a stored one, in the server's words. `after` has its defaults,
 * and the values that the server keeps of the stored object where it leaves them open (`prepareForWrite`); it is valid
 * by itself, as `validateObject` tells.
 */
export function validateUpdate(
  before: KubernetesObject,
  after: KubernetesObject,
  kubernetesVersion?: string,
): readonly Problem[] {
  const type = `${after.apiVersion}/${after.kind}`;
  const validate = VALIDATORS.get(type) as UpdateValidator<KubernetesObject> | undefined;
  if (validate === undefined || before.apiVersion !== after.apiVersion) return [];
  const report = reportOf(kubernetesVersion);
  validate(report, before, after);
  return report.problems;
}
