import type { ClusterView, KubernetesObject } from '../../engine/model/index.ts';
import { isMap, type JsonMap } from './strategic-merge.ts';

/** What Go writes for the status of an object that has none. */
const EMPTY_STATUS: Readonly<Record<string, unknown>> = {
  CronJob: {},
  Deployment: {},
  HorizontalPodAutoscaler: { currentMetrics: null, desiredReplicas: 0 },
  Ingress: { loadBalancer: {} },
  Job: {},
  Namespace: {},
  Pod: {},
  PodDisruptionBudget: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  ResourceQuota: {},
  Service: { loadBalancer: {} },
};

/**
 * An object as kubectl holds it before it is sent, which `--dry-run=client -o yaml` shows: structures that Go always
 * writes are there and empty. Until 1.33 so is the creation's time (kubernetes/kubernetes pull request 130989).
 */
export function clientForm(view: ClusterView, object: KubernetesObject): KubernetesObject {
  const minor = Number(view.spec.kubernetesVersion.split('.')[1]);
  const stamped = (metadata: unknown): JsonMap => ({
    ...(minor < 34 ? { creationTimestamp: null } : {}),
    ...(isMap(metadata) ? metadata : {}),
  });
  const template = (value: JsonMap): JsonMap => ({
    ...value,
    metadata: stamped(value['metadata']),
    spec: podSpec(value['spec']),
  });
  const kind = object.kind ?? '';
  const { spec } = object as { readonly spec?: JsonMap };
  return {
    ...object,
    metadata: stamped(object.metadata),
    ...(spec === undefined && kind !== 'Namespace' ? {} : { spec: specOf(kind, spec ?? {}, { template, stamped }) }),
    ...(Object.hasOwn(EMPTY_STATUS, kind) ? { status: EMPTY_STATUS[kind] } : {}),
  } as KubernetesObject;
}

interface Forms {
  readonly template: (value: JsonMap) => JsonMap;
  readonly stamped: (metadata: unknown) => JsonMap;
}

function specOf(kind: string, spec: JsonMap, { template, stamped }: Forms): JsonMap {
  if (kind === 'Pod') return podSpec(spec);
  const { template: pods, jobTemplate } = spec;
  if (isMap(pods)) {
    return {
      ...spec,
      ...(kind === 'Deployment' ? { strategy: spec['strategy'] ?? {} } : {}),
      template: template(pods),
    };
  }
  if (!isMap(jobTemplate)) return spec;
  const inner = jobTemplate['spec'];
  return {
    ...spec,
    jobTemplate: {
      ...jobTemplate,
      metadata: stamped(jobTemplate['metadata']),
      spec: isMap(inner) ? specOf('Job', inner, { template, stamped }) : {},
    },
  };
}

function podSpec(spec: unknown): JsonMap {
  const known = isMap(spec) ? spec : {};
  const { containers } = known;
  if (!Array.isArray(containers)) return known;
  return { ...known, containers: containers.map((each: object) => ({ resources: {}, ...each })) };
}
