import type { Diagnostic } from './diagnostic.ts';
import type { KubernetesObject } from './kubernetes.ts';
import type { ObjectRef, Resource } from './resource.ts';

/** One write to the cluster's state. `put` creates or replaces. */
export type Change =
  | { readonly kind: 'put'; readonly resource: Resource<KubernetesObject> }
  | { readonly kind: 'delete'; readonly ref: ObjectRef };

/** What a controller, the scheduler or IPAM wants written, and what it has to say. */
export interface Reconciliation {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The reconciliation that changes nothing. */
export const settled: Reconciliation = { changes: [], diagnostics: [] };

/** Writes a new version of an object; name and origin stay. */
export function put<T extends KubernetesObject>(resource: Resource<T>, object: T): Change {
  return { kind: 'put', resource: { ...resource, object } };
}
