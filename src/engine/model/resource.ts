import type { KubernetesObject, NamespacedMeta } from './kubernetes.ts';
import type { SourceDocument } from './source.ts';

/** Names one object. `namespace` is absent for cluster-scoped kinds. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Names one object of a kind that lives in namespaces. */
export type NamespacedRef = ObjectRef & { readonly namespace: string };

/** The same reference, of a kind that is known to live in namespaces: a reference that names none means `default`. */
export function namespaced(ref: ObjectRef): NamespacedRef {
  return { ...ref, namespace: ref.namespace ?? 'default' };
}

/** The name of an object of type T: an admitted object of a namespace has its namespace. */
export type RefOf<T> = T extends { readonly metadata: NamespacedMeta } ? NamespacedRef : ObjectRef;

/** Where an object comes from: a manifest, a controller (`by`, on behalf of `owner`), or the cluster itself. */
export type Origin =
  | { readonly kind: 'manifest'; readonly document: SourceDocument }
  | { readonly kind: 'derived'; readonly by: string; readonly owner: ObjectRef }
  | { readonly kind: 'builtin' };

/** One object of the cluster with its name and origin. `object` is never changed: a change makes a new Resource. */
export interface Resource<T = KubernetesObject> {
  readonly ref: RefOf<T>;
  readonly object: T;
  readonly origin: Origin;
}

/** Prints `Service shop/web`, or `Node worker-1` where there is no namespace. */
export function formatRef(ref: ObjectRef): string {
  return `${ref.kind} ${qualifiedName(ref)}`;
}

/** Prints `shop/web`, or `worker-1` where there is no namespace. */
export function qualifiedName(ref: { readonly namespace?: string; readonly name: string }): string {
  return ref.namespace === undefined ? ref.name : `${ref.namespace}/${ref.name}`;
}

export function sameRef(a: ObjectRef, b: ObjectRef): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}

/** Orders by `namespace/name`, by code unit: the order of etcd's keys, in which the API lists objects. */
export function compareRefs(a: ObjectRef, b: ObjectRef): number {
  return compareText(qualifiedName(a), qualifiedName(b));
}

/** Orders two strings by code unit; unlike localeCompare, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
