import type { WrittenObject } from './decode.ts';
import type { Identity } from './identity.ts';
import { groupOf, isModelled, type KindInfo, kindOf, resolveKind } from './kinds.ts';

/** What a load knows about the kind of one of its objects. */
export interface CatalogKind extends KindInfo {
  /** How the cluster names the kind: the plain kind, or `Service.serving.knative.dev` where the plain one is taken. */
  readonly refKind: string;
  readonly modelled: boolean;
}

/** Finds the kind that an object says it is. */
export type KindCatalog = (identity: Identity) => CatalogKind;

/**
 * Knows the built-in kinds and those that the CustomResourceDefinitions of the same load declare; any other kind is
 * taken as namespaced, as nearly all are. Two groups may have a kind of the same name: a built-in one keeps it.
 */
export function kindCatalog(objects: readonly WrittenObject[]): KindCatalog {
  const declared = new Map(objects.flatMap(({ value }) => declaredKinds(value)));
  const groups = foreignGroups(objects);
  const known = new Map<string, CatalogKind>();
  return ({ apiVersion, kind }) => {
    const group = groupOf(apiVersion);
    const key = `${group}/${kind}`;
    const catalogued =
      known.get(key) ?? catalogue(kindOf(group, kind) ?? declared.get(key) ?? guess(group, kind), groups);
    known.set(key, catalogued);
    return catalogued;
  };
}

function catalogue(info: KindInfo, groups: ReadonlyMap<string, ReadonlySet<string>>): CatalogKind {
  const builtin = kindOf(info.group, info.kind) !== undefined;
  const taken = resolveKind(info.kind)?.kind === info.kind || (groups.get(info.kind)?.size ?? 0) > 1;
  const refKind = !builtin && taken ? `${info.kind}.${info.group}` : info.kind;
  return { ...info, refKind, modelled: isModelled(info) };
}

function guess(group: string, kind: string): KindInfo {
  return { kind, group, plural: `${kind.toLowerCase()}s`, shortNames: [], namespaced: true };
}

/** For each kind that is not built in, the groups that the load uses it from. */
function foreignGroups(objects: readonly WrittenObject[]): ReadonlyMap<string, ReadonlySet<string>> {
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

/** https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/ */
function declaredKinds(object: Readonly<Record<string, unknown>>): readonly (readonly [string, KindInfo])[] {
  if (object['kind'] !== 'CustomResourceDefinition') return [];
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
  return [[`${group}/${kind}`, info]];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
