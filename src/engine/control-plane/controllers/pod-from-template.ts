import type {
  KubernetesObject,
  Labels,
  NamedMeta,
  NamespacedMeta,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Resource,
} from '../../model/index.ts';
import { derived } from './writing.ts';

/** A pod to be made, and what its controller adds to the template. */
export interface PodPlan {
  readonly by: string;
  readonly owner: Resource<KubernetesObject & { readonly metadata: NamespacedMeta }>;
  readonly template: PodTemplateSpec;
  readonly name: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly spec?: PodSpec;
}

/** A new, pending pod (GetPodFromTemplate in kubernetes pkg/controller/controller_utils.go). */
export function podFromTemplate(plan: PodPlan): Resource<Pod> {
  const { template, name } = plan;
  const { finalizers } = template.metadata ?? {};
  const metadata: NamedMeta = {
    name,
    ...(finalizers !== undefined && { finalizers }),
    ...merged('labels', template.metadata?.labels, plan.labels),
    ...merged('annotations', template.metadata?.annotations, plan.annotations),
  };
  const spec = plan.spec ?? template.spec;
  return derived(plan.by, plan.owner, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec,
    status: { phase: 'Pending' },
  });
}

function merged<F extends string>(field: F, a: Labels | undefined, b: Labels | undefined): { [K in F]?: Labels } {
  const both: { [K in F]?: Labels } = {};
  if (a !== undefined || b !== undefined) both[field] = b === undefined ? (a ?? {}) : { ...a, ...b };
  return both;
}
