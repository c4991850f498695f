import { compareText, type Kind } from '../model/index.ts';
import { knownKinds } from './schema/index.ts';

/** A kind of the API, by the names that kubectl knows it by. */
export interface KindInfo {
  readonly kind: string;
  /** Empty for the core group. */
  readonly group: string;
  /** `networkpolicies` */
  readonly plural: string;
  /** `netpol` */
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
}

type ModelledKind = Kind | 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy' | 'ClusterNetworkPolicy';

/** The kinds that change verdicts, with the group that gives them their meaning. */
const MODELLED: Readonly<Record<ModelledKind, string>> = {
  AdminNetworkPolicy: 'policy.networking.k8s.io',
  BaselineAdminNetworkPolicy: 'policy.networking.k8s.io',
  ClusterNetworkPolicy: 'policy.networking.k8s.io',
  ConfigMap: '',
  CronJob: 'batch',
  DaemonSet: 'apps',
  Deployment: 'apps',
  Endpoints: '',
  EndpointSlice: 'discovery.k8s.io',
  Ingress: 'networking.k8s.io',
  IngressClass: 'networking.k8s.io',
  Job: 'batch',
  Namespace: '',
  NetworkPolicy: 'networking.k8s.io',
  Node: '',
  Pod: '',
  PriorityClass: 'scheduling.k8s.io',
  ReplicaSet: 'apps',
  ReplicationController: '',
  Service: '',
  StatefulSet: 'apps',
};

/** By kind, as `kubectl api-resources` prints them; kubernetes pkg/registry, the ShortNames methods. */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  AdminNetworkPolicy: ['anp'],
  BaselineAdminNetworkPolicy: ['banp'],
  CertificateSigningRequest: ['csr'],
  ClusterNetworkPolicy: ['cnp'],
  ConfigMap: ['cm'],
  CronJob: ['cj'],
  CustomResourceDefinition: ['crd', 'crds'],
  DaemonSet: ['ds'],
  Deployment: ['deploy'],
  Endpoints: ['ep'],
  Event: ['ev'],
  Gateway: ['gtw'],
  GatewayClass: ['gc'],
  HorizontalPodAutoscaler: ['hpa'],
  IPAddress: ['ip'],
  Ingress: ['ing'],
  LimitRange: ['limits'],
  Namespace: ['ns'],
  NetworkPolicy: ['netpol'],
  Node: ['no'],
  PersistentVolume: ['pv'],
  PersistentVolumeClaim: ['pvc'],
  Pod: ['po'],
  PodDisruptionBudget: ['pdb'],
  PriorityClass: ['pc'],
  ReferenceGrant: ['refgrant'],
  ReplicaSet: ['rs'],
  ReplicationController: ['rc'],
  ResourceQuota: ['quota'],
  Service: ['svc'],
  ServiceAccount: ['sa'],
  StatefulSet: ['sts'],
  StorageClass: ['sc'],
  VolumeAttributesClass: ['vac'],
};

/** Kinds whose structure is not checked here and whose scope has to be known all the same. */
const UNCHECKED: readonly (readonly [kind: string, group: string, plural: string, namespaced: boolean])[] = [
  ['GatewayClass', 'gateway.networking.k8s.io', 'gatewayclasses', false],
  ['Gateway', 'gateway.networking.k8s.io', 'gateways', true],
  ['GRPCRoute', 'gateway.networking.k8s.io', 'grpcroutes', true],
  ['HTTPRoute', 'gateway.networking.k8s.io', 'httproutes', true],
  ['ReferenceGrant', 'gateway.networking.k8s.io', 'referencegrants', true],
];

/** Kinds that older releases had, and whose scope has to be known there. */
const GONE: readonly KindInfo[] = [
  ...['policy', 'extensions'].map((group) => ({
    kind: 'PodSecurityPolicy',
    group,
    plural: 'podsecuritypolicies',
    shortNames: ['psp'],
    namespaced: false,
  })),
  { kind: 'AuditSink', group: 'auditregistration.k8s.io', plural: 'auditsinks', shortNames: [], namespaced: false },
  { kind: 'PodPreset', group: 'settings.k8s.io', plural: 'podpresets', shortNames: [], namespaced: true },
];

/** Every kind of Kubernetes 1.34, and of the network-policy and Gateway APIs; the core group first, then by name. */
export const kinds: readonly KindInfo[] = [...byGroupAndKind().values()].sort(
  (a, b) => compareText(a.group, b.group) || compareText(a.kind, b.kind),
);

const byName = new Map<string, KindInfo>();
for (const info of kinds) {
  const names = [info.plural, info.kind.toLowerCase(), ...info.shortNames];
  // Names that two groups share belong to the core group, which comes first.
  for (const name of [...names, ...names.map((each) => `${each}.${info.group}`)]) {
    if (!byName.has(name)) byName.set(name, info);
  }
}

/** Finds a kind as `kubectl get` does: by kind, plural or short name in any case, or `plural.group`. */
export function resolveKind(name: string): KindInfo | undefined {
  return byName.get(name.toLowerCase());
}

/** The kind of a group; `undefined` for kinds that only a CustomResourceDefinition can know. */
export function kindOf(group: string, kind: string): KindInfo | undefined {
  const info = byName.get(`${kind.toLowerCase()}.${group}`);
  return info?.kind === kind ? info : GONE.find((gone) => gone.group === group && gone.kind === kind);
}

/** Reports whether the engine gives the kind a meaning; a kind of the same name in another group is another kind. */
export function isModelled({ kind, group }: Pick<KindInfo, 'kind' | 'group'>): boolean {
  return Object.hasOwn(MODELLED, kind) && MODELLED[kind as ModelledKind] === group;
}

function byGroupAndKind(): ReadonlyMap<string, KindInfo> {
  const checked = knownKinds().map(({ apiVersion, kind, plural, namespaced }) => ({
    ...{ kind, plural, namespaced },
    group: groupOf(apiVersion),
  }));
  const unchecked = UNCHECKED.map(([kind, group, plural, namespaced]) => ({ kind, group, plural, namespaced }));
  return new Map(
    [...checked, ...unchecked].map((each) => {
      const shortNames = SHORT_NAMES[each.kind] ?? [];
      return [`${each.group}/${each.kind}`, { ...each, shortNames }];
    }),
  );
}

/** The group of an apiVersion: `apps` of `apps/v1`, empty for `v1`. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
