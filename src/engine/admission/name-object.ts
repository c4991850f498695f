import { canonicalJson, type KubernetesObject, type ObjectRef, stableSuffix } from '../model/index.ts';
import type { CatalogKind } from './kind-catalog.ts';
import type { Problem } from './problem.ts';

/** The object's name, given or generated; `undefined` where it has neither name nor generateName. */
export type NameOf = (object: KubernetesObject) => string | undefined;

/** The random part that the API server appends (apiserver pkg/storage/names/generate.go). */
const SUFFIX_LENGTH = 5;
const LONGEST_PREFIX = 63 - SUFFIX_LENGTH;

/**
 * Names the objects of one load. For `generateName`, which `kubectl create` accepts, the suffix depends on the object
 * alone, so that it is the same in every run; equal objects get different names, as they would in a cluster.
 */
export function objectNames(): NameOf {
  const copies = new Map<string, number>();
  return (object) => {
    const { name, generateName } = object.metadata ?? {};
    if (isText(name)) return name;
    if (!isText(generateName)) return undefined;
    const seed = canonicalJson(object);
    const copy = copies.get(seed) ?? 0;
    copies.set(seed, copy + 1);
    return generateName.slice(0, LONGEST_PREFIX) + stableSuffix(`${copy}/${seed}`, SUFFIX_LENGTH);
  };
}

/**
 * Gives the object its name and namespace. The API server clears the namespace of an object that can have none
 * (apiserver pkg/registry/rest/meta.go, EnsureObjectNamespaceMatchesRequestNamespace).
 */
export function nameObject(
  object: KubernetesObject,
  kind: CatalogKind,
  context: { readonly namespace: string; readonly nameOf: NameOf },
): { readonly object: KubernetesObject; readonly ref?: ObjectRef; readonly problems: readonly Problem[] } {
  const name = context.nameOf(object);
  if (name === undefined) return { object, problems: [noName] };
  const { namespace: written, ...metadata } = { ...object.metadata, name };
  if (kind.namespaced) {
    const namespace = isText(written) ? written : context.namespace;
    const ref = { kind: kind.refKind, namespace, name };
    return { object: { ...object, metadata: { ...metadata, namespace } }, ref, problems: [] };
  }
  const problems = isText(written) ? [namespaceIgnored(kind.kind)] : [];
  return { object: { ...object, metadata }, ref: { kind: kind.refKind, name }, problems };
}

/** An object has neither name nor generateName; kubectl's words (client-go rest/request.go, Name). */
export const noName: Problem = {
  path: ['metadata', 'name'],
  code: 'missing-name',
  message: 'resource name may not be empty',
  hint: 'give the object a metadata.name',
};

function namespaceIgnored(kind: string): Problem {
  const message = `a ${kind} belongs to no namespace: the API server clears this field`;
  return { path: ['metadata', 'namespace'], code: 'namespace-ignored', severity: 'note', message };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
