import type { Change, ClusterView, Diagnostic, Reconciliation, Resource, Service } from '../../model/index.ts';
import { compareRefs, compareText, qualifiedName } from '../../model/index.ts';
import { claim, claimsOf, hold } from './claim-addresses.ts';
import { fillDraft } from './fill-draft.ts';
import { holdIngress, ingressFor } from './load-balancer.ts';
import type { Rejection } from './rejection.ts';
import { rejected } from './rejection.ts';
import type { ServiceDraft } from './service-draft.ts';
import { finishDraft } from './service-draft.ts';
import { decideFamilies, familyName, requestedIPs } from './service-families.ts';
import type { ServicePools } from './service-pools.ts';
import { servicePools } from './service-pools.ts';

/**
 * Gives the Services `written` their families, cluster IPs, node ports and load balancer addresses, as the API server
 * does on creation. One that it would reject comes back as an error and a `delete`.
 *
 * All other Services of the view keep what they have. What is asked for by name is reserved before anything is picked;
 * among those who ask for the same, built-in Services come first, then the order of namespace and name decides.
 * pkg/registry/core/service/storage/alloc.go (allocateCreate)
 */
export function assignServiceAddresses(view: ClusterView, written: readonly Resource<Service>[]): Reconciliation {
  const pools = servicePools(view.spec);
  holdForOthers(pools, view, written);

  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  const reject = (resource: Resource<Service>, rejections: readonly Rejection[]) => {
    changes.push({ kind: 'delete', ref: resource.ref });
    diagnostics.push(...rejections.map((rejection) => rejected(view, resource.ref, rejection)));
  };

  const drafts: ServiceDraft[] = [];
  for (const resource of [...written].sort(byPrecedence)) {
    if (resource.object.spec.type === 'ExternalName') continue;
    const draft = draftOf(pools, resource);
    if ('rejections' in draft) reject(resource, draft.rejections);
    else drafts.push(draft);
  }
  const allocated: ServiceDraft[] = [];
  for (const draft of drafts) {
    const filled = fillDraft(pools, draft);
    if ('code' in filled) reject(draft.resource, [filled]);
    else allocated.push(filled);
  }
  for (const filled of allocated.sort(byPlace)) {
    const ingress = ingressFor(view, pools, filled);
    diagnostics.push(...ingress.diagnostics);
    const resource = finishDraft({ ...filled, ingress: ingress.entries });
    if (resource !== undefined) changes.push({ kind: 'put', resource });
  }
  return { changes, diagnostics };
}

function holdForOthers(pools: ServicePools, view: ClusterView, written: readonly Resource<Service>[]): void {
  const fresh = new Set(written.map(({ ref }) => qualifiedName(ref)));
  for (const { ref, object } of view.list('Service')) {
    holdIngress(pools, ref, object);
    if (fresh.has(qualifiedName(ref))) continue;
    const ports = object.spec.ports?.map((port) => port.nodePort) ?? [];
    hold(pools, ref, { ips: requestedIPs(object), ports: [...ports, object.spec.healthCheckNodePort] });
  }
}

function byPrecedence(a: Resource<Service>, b: Resource<Service>): number {
  const rank = ({ origin }: Resource<Service>) => (origin.kind === 'builtin' ? 0 : 1);
  return rank(a) - rank(b) || compareRefs(a.ref, b.ref);
}

/** Load balancers are made one after the other, in the order in which Services were written. */
function byPlace({ resource: a }: ServiceDraft, { resource: b }: ServiceDraft): number {
  if (a.origin.kind !== 'manifest' || b.origin.kind !== 'manifest') return 0;
  const [one, other] = [a.origin.document.location, b.origin.document.location];
  return compareText(one.file, other.file) || one.line - other.line;
}

/** The Service with all that it names reserved, or why it is turned away. */
function draftOf(
  pools: ServicePools,
  resource: Resource<Service>,
): ServiceDraft | { readonly rejections: readonly Rejection[] } {
  const service = resource.object;
  const cluster = pools.clusterIPs.map(({ family }) => familyName(family));
  const decision = decideFamilies(service, cluster);
  if (decision.kind === 'rejected') return decision;
  const claims = claimsOf(service, decision.families);
  const rejection = claim(pools, resource, claims);
  if (rejection !== undefined) return { rejections: [rejection] };
  return { resource, policy: decision.policy, families: decision.families, ...claims, ingress: [] };
}
