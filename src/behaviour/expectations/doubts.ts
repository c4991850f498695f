import type { ClusterView, Resource, Service } from '../../engine/model/index.ts';
import { ingressBackends } from '../../engine/model/index.ts';
import { compileForeign, type Doubt } from '../../engine/network/foreign/index.ts';
import { compileGateways, whyUnserved } from '../../engine/network/gateway/index.ts';
import { ruleJson, ruleText } from '../../report/index.ts';
import type { Quantified } from './clients.ts';

/** A line for each thing that is not modelled, and keeps a sentence about everybody from being known to hold. */
export function doubtLines(doubts: readonly Doubt[]): readonly string[] {
  return doubts.map(({ reason, object }) => `nobody can tell: ${reason.text} (${ruleText(ruleJson(object.rule))})`);
}

/** What may run further pods of which a sentence about all pods speaks too. */
export function furtherPods(
  view: ClusterView,
  { namespace, outside }: Pick<Quantified, 'namespace' | 'outside'>,
): readonly Doubt[] {
  const foreign = compileForeign(view);
  if (foreign.runners.length === 0) return [];
  if (outside === undefined) return listed(foreign.runsIn(namespace));
  const others = new Set(foreign.runners.map(({ resource }) => resource.ref.namespace ?? ''));
  return [...others].filter((each) => !outside.includes(each)).flatMap((each) => listed(foreign.runsIn(each)));
}

function listed(doubt: Doubt | undefined): readonly Doubt[] {
  return doubt === undefined ? [] : [doubt];
}

/** A line for each further way in that a Service may have: by what is not modelled, or an Ingress whose controller nobody knows. */
export function furtherWaysIn(view: ClusterView, service: Resource<Service>): readonly string[] {
  return [...doubtLines(compileForeign(view).leadingTo(service)), ...unservedIngresses(view, service)];
}

/** A controller that no manifest shows may serve an Ingress all the same: it belongs to the cluster, not to the application. */
function unservedIngresses(view: ClusterView, { ref }: Resource<Service>): readonly string[] {
  const ingresses = view
    .list('Ingress', ref.namespace)
    .filter(({ object }) => ingressBackends(object).some(({ service }) => service === ref.name));
  if (ingresses.length === 0) return [];
  const { table } = compileGateways(view);
  return ingresses.flatMap((ingress) => {
    const decision = whyUnserved(table, ingress);
    if (decision?.rule === undefined) return [];
    const place = ruleText(ruleJson(decision.rule));
    return [`nobody can tell: whether a controller serves it is not known: ${decision.reason.text} (${place})`];
  });
}
