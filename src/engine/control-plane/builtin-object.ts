import type { KubernetesObject, Labels, Resource } from '../model/index.ts';
import { formatRef, stableUid } from '../model/index.ts';

/** An object that a cluster has before anyone applies a manifest; without a namespace, it is in none. */
export function builtin(
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string | undefined,
  parts: { readonly labels: Labels; readonly rest: Readonly<Record<string, unknown>> },
): Resource {
  const scope = namespace === undefined ? {} : { namespace };
  const metadata = { name, ...scope, labels: parts.labels, uid: stableUid(formatRef({ kind, name, ...scope })) };
  const object: KubernetesObject = { apiVersion, kind, metadata, ...parts.rest };
  return { ref: { kind, name, ...scope }, object, origin: { kind: 'builtin' } };
}
