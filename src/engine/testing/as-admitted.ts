import { applyDefaults } from '../admission/index.ts';
import type { KubernetesObject } from '../model/index.ts';

/** The group and version of the kinds that tests write without one. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  IngressClass: 'networking.k8s.io/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  AdminNetworkPolicy: 'policy.networking.k8s.io/v1alpha1',
  BaselineAdminNetworkPolicy: 'policy.networking.k8s.io/v1alpha1',
};

const TEMPLATE = { metadata: {}, spec: { containers: [] } };

/** What validation demands of a kind and a test may leave out, since it is about something else. */
const DEMANDED: Readonly<Record<string, object>> = {
  Pod: { containers: [] },
  Service: {},
  NetworkPolicy: { podSelector: {} },
  Deployment: { template: TEMPLATE },
  ReplicaSet: { template: TEMPLATE },
  StatefulSet: { template: TEMPLATE },
  DaemonSet: { template: TEMPLATE },
  Job: { template: TEMPLATE },
  ReplicationController: { template: TEMPLATE },
  CronJob: { jobTemplate: { spec: { template: TEMPLATE } } },
};

type Tree = Readonly<Record<string, unknown>>;

/** An object as the API server keeps it: defaults are filled in, and so is what it would have demanded. */
export function asAdmitted(object: KubernetesObject): KubernetesObject {
  const { kind = '' } = object;
  const demanded = DEMANDED[kind];
  const written: Tree = { ...object };
  const whole = demanded === undefined ? written : { ...written, spec: filled(written['spec'], demanded) };
  const versioned = { apiVersion: API_VERSIONS[kind] ?? 'v1', ...whole };
  const { apiVersion: _, ...admitted } = applyDefaults(versioned);
  return object.apiVersion === undefined ? admitted : { apiVersion: object.apiVersion, ...admitted };
}

function filled(value: unknown, demanded: object): unknown {
  if (value === undefined || value === null) return demanded;
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const result: Record<string, unknown> = { ...value };
  for (const [key, part] of Object.entries(demanded)) {
    result[key] = typeof part === 'object' && !Array.isArray(part) ? filled(result[key], part) : (result[key] ?? part);
  }
  return result;
}
