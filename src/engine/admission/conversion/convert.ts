import type { FieldPath, KubernetesObject } from '../../model/index.ts';
import type { Problem } from '../problem.ts';
import type { GroupVersionKind } from '../schema/index.ts';
import { deprecation, lifecycleOf } from '../versions/index.ts';
import { convertAutoscaler } from './autoscaler.ts';
import { convertEndpointSlice, writtenSlicePath } from './endpoint-slice.ts';
import type { Fields } from './fields.ts';
import { fieldsOf, within, without } from './fields.ts';
import { convertIngress, writtenIngressPath } from './ingress.ts';
import { convertWorkload } from './workload.ts';

/** An object in its current API version. */
export interface Conversion {
  readonly object: KubernetesObject;
  /**
   * Where a field of `object` was written: the path to give to the document's `locate`. Problems that later steps find
   * carry paths of `object`. Fields that the conversion added have no place of their own; their nearest ancestor has.
   */
  written(path: FieldPath): FieldPath;
}

const REWRITES: ReadonlyMap<string, (object: Fields) => Fields> = new Map([
  ['DaemonSet', convertWorkload],
  ['Deployment', convertWorkload],
  ['ReplicaSet', convertWorkload],
  ['StatefulSet', convertWorkload],
  ['Ingress', convertIngress],
  ['EndpointSlice', convertEndpointSlice],
  ['HorizontalPodAutoscaler', convertAutoscaler],
  ['PodDisruptionBudget', convertDisruptionBudget],
]);

const WRITTEN: ReadonlyMap<string, Conversion['written']> = new Map([
  ['Ingress', writtenIngressPath],
  ['EndpointSlice', writtenSlicePath],
]);

/** Kinds whose older versions differ from the current one in their name alone. */
const RENAMED: ReadonlySet<string> = new Set([
  ...['ControllerRevision', 'CronJob', 'IngressClass', 'Lease', 'NetworkPolicy', 'PriorityClass'],
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  ...['CSIDriver', 'CSINode', 'CSIStorageCapacity', 'StorageClass', 'VolumeAttachment'],
]);

/** Kinds that make pods. */
const WORKLOADS: ReadonlySet<string> = new Set([
  ...['CronJob', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
]);

/** Reports whether a Cluster that says `removedVersions: convert` reads the object, though its server has no such version. */
export function isConvertedWorkload({ apiVersion, kind }: GroupVersionKind): boolean {
  return WORKLOADS.has(kind) && lifecycleOf(apiVersion, kind)?.use !== undefined;
}

/**
 * Converts an object of an older API version to the current one, with the meaning that it had there. Any other object is
 * returned as it is.
 *
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export function convert(object: KubernetesObject): Conversion {
  const { apiVersion = '', kind = '' } = object;
  const use = lifecycleOf(apiVersion, kind)?.use;
  const rewrite = REWRITES.get(kind);
  if (use === undefined || (rewrite === undefined && !RENAMED.has(kind))) return { object, written: asItIs };
  const fields = fieldsOf(object);
  return { object: { ...(rewrite?.(fields) ?? fields), apiVersion: use }, written: WRITTEN.get(kind) ?? asItIs };
}

function asItIs(path: FieldPath): FieldPath {
  return path;
}

/** Says that a workload is read, though the server has no such version. */
export function convertedProblem({ apiVersion, kind }: GroupVersionKind): Problem | undefined {
  const lifecycle = lifecycleOf(apiVersion, kind);
  if (lifecycle === undefined) return undefined;
  const { removed, use } = lifecycle;
  return {
    path: ['apiVersion'],
    code: 'deprecated-api',
    severity: 'warning',
    message: deprecation({ apiVersion, kind }, lifecycle),
    hint: `it is read as ${use}; a server of v1.${removed} or later has no ${kind} in ${apiVersion}`,
  };
}

/** An empty selector of policy/v1beta1 selected nothing; in policy/v1 it selects everything. */
function convertDisruptionBudget(object: Fields): Fields {
  return within(object, 'spec', (spec) => {
    const selector = fieldsOf(spec['selector']);
    const empty = ['matchLabels', 'matchExpressions'].every((key) => Object.keys(selector[key] ?? {}).length === 0);
    return empty ? without(spec, 'selector') : spec;
  });
}
