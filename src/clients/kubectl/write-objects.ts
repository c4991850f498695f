import type { Cluster } from '../../api/index.ts';
import type { Diagnostic, Resource } from '../../engine/model/index.ts';
import { canonicalJson, sameRef } from '../../engine/model/index.ts';
import { KubectlError, whileSending } from './kubectl-error.ts';
import type { ReadObject, Verb } from './read-objects.ts';
import { rejectionOf } from './rejection-of.ts';
import { resourceOf } from './resource-names.ts';

/** What became of the objects that a command sent. */
export interface Written {
  /** The objects as the server stored them, in the order in which they were sent. */
  readonly stored: readonly { readonly before: Resource | undefined; readonly after: Resource }[];
  readonly errors: readonly KubectlError[];
  readonly cluster: Cluster;
}

/**
 * Sends objects to the server, all in one go, and lets the cluster come to rest. What the server rejects leaves the
 * cluster as it was; what is created must not exist.
 */
export function writeObjects(
  cluster: Cluster,
  objects: readonly ReadObject[],
  { verb, files = new Map() }: { readonly verb: Verb; readonly files?: ReadonlyMap<string, string> },
): Written {
  const errors: KubectlError[] = [];
  const sent: { readonly resource: Resource; readonly source: string | undefined }[] = [];
  for (const { outcome, source } of objects) {
    const result = outcome instanceof KubectlError ? outcome : refusal(cluster, sent, { outcome, source, verb });
    if (result !== undefined) errors.push(result);
    else if (!(outcome instanceof KubectlError)) sent.push({ resource: outcome, source });
  }
  const rejected = sent.length === 0 ? [] : rejections(cluster, write(cluster, sent, files), sent);
  const taken = sent.filter(({ resource }) => !rejected.some(({ ref }) => sameRef(ref, resource.ref)));
  const next = taken.length === 0 ? cluster : write(cluster, taken, files);
  const stored = taken.map(({ resource }, index) => {
    const after = next.view.getAny(resource.ref) ?? resource;
    return { before: beforeOf(cluster, taken.slice(0, index), { resource, after }), after };
  });
  return { stored, errors: [...errors, ...rejected.map(({ error }) => error)], cluster: next };
}

interface Sent {
  readonly resource: Resource;
  readonly source: string | undefined;
}

/** What was there before: an object of the same command, where one has the same name, else what the cluster had. */
function beforeOf(
  { view }: Cluster,
  earlier: readonly Sent[],
  { resource, after }: { readonly resource: Resource; readonly after: Resource },
): Resource | undefined {
  const same = earlier.findLast((each) => sameRef(each.resource.ref, resource.ref))?.resource;
  if (same === undefined) return view.getAny(resource.ref);
  return canonicalJson(same.object) === canonicalJson(resource.object) ? after : same;
}

function refusal(
  { view }: Cluster,
  sent: readonly Sent[],
  { outcome, source, verb }: { outcome: Resource; source: string | undefined; verb: Verb },
): KubectlError | undefined {
  const { ref } = outcome;
  const isThere = (wanted: Resource['ref']) =>
    view.getAny(wanted) !== undefined || sent.some(({ resource }) => sameRef(resource.ref, wanted));
  if (ref.namespace !== undefined && !isThere({ kind: 'Namespace', name: ref.namespace })) {
    const message = `namespaces "${ref.namespace}" not found`;
    return new KubectlError(whileSending(message, { source }), { reason: 'NotFound' });
  }
  if (verb === 'update' || !isThere(ref)) return undefined;
  const message = `${resourceOf(outcome)} "${ref.name}" already exists`;
  return new KubectlError(whileSending(message, { source }), { reason: 'AlreadyExists' });
}

function write(cluster: Cluster, sent: readonly Sent[], files: ReadonlyMap<string, string>): Cluster {
  return cluster.write({ resources: sent.map(({ resource }) => resource), diagnostics: [], files });
}

/** What the server found wrong only when it stored the objects: addresses and ports that are taken, say. */
function rejections(
  before: Cluster,
  after: Cluster,
  sent: readonly Sent[],
): readonly { readonly ref: Resource['ref']; readonly error: KubectlError }[] {
  const known = new Set<Diagnostic>(before.diagnostics);
  const news = after.diagnostics.filter((each) => each.severity === 'error' && !known.has(each));
  return sent.flatMap(({ resource, source }) => {
    const own = news.filter(({ about }) => about !== undefined && sameRef(about, resource.ref));
    if (own.length === 0) return [];
    const value = resource.object as Readonly<Record<string, unknown>>;
    return [{ ref: resource.ref, error: rejectionOf(value, own, { source }) }];
  });
}
