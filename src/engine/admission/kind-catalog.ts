import type { ClusterView } from '../model/index.ts';
import type { WrittenObject } from './decode.ts';
import type { Identity } from './identity.ts';
import { groupOf, isModelled, type KindInfo, kindOf, resolveKind } from './kinds.ts';

/** What a load knows about the kind of one of its objects. */
export interface CatalogKind extends KindInfo {
  /** How the cluster names the kind: the plain kind, or `Service.serving.knative.dev` where the plain one is taken. */
  readonly refKind: string;
  readonly modelled: boolean;
  /** Who knows the kind: Kubernetes, a CustomResourceDefinition, or nobody, so that its scope and plural are guessed. */
  readonly known: 'built-in' | 'declared' | 'guessed';
}

/** Finds the kind that an object says it is. */
export type KindCatalog = (identity: Identity) => CatalogKind;

/**
 * Knows the built-in kinds, those that the cluster's CustomResourceDefinitions declare (`declared`), and those that the
 * CustomResourceDefinitions among the objects declare; any other kind is taken as namespaced, as nearly all are. Two
 * groups may have a kind of the same name: a built-in one keeps it.
 */
export function kindCatalog(
  objects: readonly Pick<WrittenObject, 'value'>[],
  declared: readonly KindInfo[] = [],
): KindCatalog {
  const infos = [...declared, ...objects.flatMap(({ value }) => declaredKinds(value))];
  const custom = new Map(infos.map((info) => [`${info.group}/${info.kind}`, info]));
  const groups = foreignGroups(objects);
  const catalogued = new Map<string, CatalogKind>();
  return ({ apiVersion, kind }) => {
    const group = groupOf(apiVersion);
    const key = `${group}/${kind}`;
    const found = catalogued.get(key) ?? catalogue({ group, kind }, custom.get(key), groups);
    catalogued.set(key, found);
    return found;
  };
}

function catalogue(
  { group, kind }: Pick<KindInfo, 'group' | 'kind'>,
  declared: KindInfo | undefined,
  groups: ReadonlyMap<string, ReadonlySet<string>>,
): CatalogKind {
  const builtin = kindOf(group, kind);
  if (builtin !== undefined) return { ...builtin, refKind: kind, modelled: isModelled(builtin), known: 'built-in' };
  const taken = resolveKind(kind)?.kind === kind || (groups.get(kind)?.size ?? 0) > 1;
  const refKind = taken ? `${kind}.${group}` : kind;
  const info = declared ?? guess(group, kind);
  return { ...info, refKind, modelled: isModelled(info), known: declared === undefined ? 'guessed' : 'declared' };
}

/** Kinds that are often written without their CustomResourceDefinitions, and that belong to no namespace. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'cilium.io/CiliumClusterwideEnvoyConfig',
  'cilium.io/CiliumClusterwideNetworkPolicy',
  'cilium.io/CiliumEgressGatewayPolicy',
  'crd.antrea.io/ClusterNetworkPolicy',
  'crd.projectcalico.org/GlobalNetworkPolicy',
  'crd.projectcalico.org/HostEndpoint',
  'k8s.ovn.org/AdminPolicyBasedExternalRoute',
  'k8s.ovn.org/ClusterUserDefinedNetwork',
  'k8s.ovn.org/EgressIP',
  'kyverno.io/ClusterPolicy',
  'networking.k8s.aws/ClusterNetworkPolicy',
  'projectcalico.org/GlobalNetworkPolicy',
  'projectcalico.org/HostEndpoint',
]);

function guess(group: string, kind: string): KindInfo {
  const namespaced = !CLUSTER_SCOPED.has(`${group}/${kind}`);
  return { kind, group, plural: `${kind.toLowerCase()}s`, shortNames: [], namespaced };
}

/** For each kind that is not built in, the groups that the load uses it from. */
function foreignGroups(objects: readonly Pick<WrittenObject, 'value'>[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { value } of objects) {
    const { kind, apiVersion } = value;
    if (typeof kind !== 'string' || typeof apiVersion !== 'string') continue;
    const group = groupOf(apiVersion);
    if (kindOf(group, kind) !== undefined) continue;
    groups.set(kind, (groups.get(kind) ?? new Set()).add(group));
  }
  return groups;
}

/** The kinds that the cluster's CustomResourceDefinitions declare. */
export function customKinds(view: ClusterView): readonly KindInfo[] {
  return view.listAny('CustomResourceDefinition').flatMap(({ object }) => declaredKinds(object));
}

/**
 * The kind that a CustomResourceDefinition declares; none for any other object.
 *
 * https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/
 */
function declaredKinds(object: object): readonly KindInfo[] {
  if (field(object, 'kind') !== 'CustomResourceDefinition') return [];
  const spec = field(object, 'spec');
  const names = field(spec, 'names');
  const group = field(spec, 'group');
  const kind = field(names, 'kind');
  if (typeof group !== 'string' || typeof kind !== 'string') return [];
  const shortNames = field(names, 'shortNames');
  const plural = field(names, 'plural');
  const info: KindInfo = {
    kind,
    group,
    plural: typeof plural === 'string' ? plural : `${kind.toLowerCase()}s`,
    shortNames: Array.isArray(shortNames) ? shortNames.filter((name) => typeof name === 'string') : [],
    namespaced: field(spec, 'scope') !== 'Cluster',
  };
  return [info];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
