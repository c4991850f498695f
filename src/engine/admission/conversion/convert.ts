import type { FieldPath, KubernetesObject } from '../../model/index.ts';
import type { Problem } from '../problem.ts';
import { convertAutoscaler } from './autoscaler.ts';
import type { Deprecation } from './deprecations.ts';
import { DEPRECATIONS } from './deprecations.ts';
import { convertEndpointSlice, writtenSlicePath } from './endpoint-slice.ts';
import type { Fields } from './fields.ts';
import { fieldsOf, within, without } from './fields.ts';
import { convertIngress, writtenIngressPath } from './ingress.ts';
import { convertWorkload } from './workload.ts';

/** An object in its current API version. */
export interface Conversion {
  readonly object: KubernetesObject;
  /** At most one: the API server's deprecation warning. */
  readonly problems: readonly Problem[];
  /** What became of the version that the object names, where current servers no longer have it. */
  readonly deprecation?: Deprecation;
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

/**
 * Converts an object of an API version that current servers no longer have, and that tutorials still use, to the
 * version that took its place, with the meaning that it had there. Any other object is returned as it is.
 *
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export function convert(object: KubernetesObject): Conversion {
  const { apiVersion = '', kind = '' } = object;
  const deprecation = DEPRECATIONS.get(`${apiVersion}/${kind}`);
  if (deprecation === undefined) return { object, problems: [], written: asItIs };
  const fields = fieldsOf(object);
  const rewritten = REWRITES.get(kind)?.(fields) ?? fields;
  return {
    object: { ...rewritten, apiVersion: deprecation.use },
    problems: [warningOf(apiVersion, kind, deprecation)],
    deprecation,
    written: WRITTEN.get(kind) ?? asItIs,
  };
}

function asItIs(path: FieldPath): FieldPath {
  return path;
}

/** The warning's wording is that of apiserver pkg/endpoints/deprecation/deprecation.go. */
function warningOf(apiVersion: string, kind: string, { deprecated, removed, use }: Deprecation): Problem {
  const since = deprecated === undefined ? '' : ` deprecated in v1.${deprecated}+,`;
  return {
    path: ['apiVersion'],
    code: 'deprecated-api',
    severity: 'warning',
    message: `${apiVersion} ${kind} is${since} unavailable in v1.${removed}+; use ${use} ${kind}`,
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
