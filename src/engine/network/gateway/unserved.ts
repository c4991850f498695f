import type { Considered, Decision, Ingress, Resource } from '../../model/index.ts';
import { formatRef, qualifiedName } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { hostTier, requestHost } from './host-match.ts';
import { admitIngress, requestedClass } from './ingress-class.ts';
import type { GatewayTable } from './table.ts';

/** The controllers that take an Ingress, one pod of each kind. */
export function controllersServing(table: GatewayTable, { ref }: Resource<Ingress>): readonly Controller[] {
  return oneOfEach(table).filter((controller) => !table.routing(controller).left.has(qualifiedName(ref)));
}

/**
 * Says why an Ingress has no effect: no controller runs that takes it. `undefined` where one does, or where that is not
 * known. An Ingress alone opens nothing: its controller, a workload like any other, takes the requests.
 *
 * https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/
 */
export function whyUnserved(table: GatewayTable, ingress: Resource<Ingress>): Decision<'ignore'> | undefined {
  const considered: Considered[] = [];
  for (const controller of oneOfEach(table)) {
    const adoption = table.routing(controller).left.get(qualifiedName(ingress.ref))?.adoption;
    if (adoption === undefined || adoption.kind === 'unknown') return undefined;
    considered.push({ rule: table.rule(controller.pod.ref, []), mismatch: adoption.because });
  }
  const request = requestedClass(admitIngress(table.view, ingress.object));
  const { code, why } = reasonOf(table, request);
  const text = `${formatRef(ingress.ref)} has no effect: ${why}`;
  return { action: 'ignore', reason: { code, text }, rule: table.rule(ingress.ref, request.path), considered };
}

function reasonOf({ view, controllers }: GatewayTable, request: ReturnType<typeof requestedClass>) {
  if (request.kind === 'none') {
    const why = 'it names no class, no IngressClass is the default, and no controller runs that takes such an Ingress';
    return { code: 'ingress-without-class', why };
  }
  const { name } = request;
  const ingressClass = view.get('IngressClass', name);
  if (request.kind === 'class' && ingressClass === undefined) {
    return { code: 'ingress-class-missing', why: `there is no IngressClass ${name}` };
  }
  const controller = ingressClass?.object.spec?.controller;
  const which = controller === undefined ? '' : ` (${controller})`;
  const code = controllers.length === 0 ? 'no-ingress-controller' : 'ingress-class-not-served';
  return { code, why: `no controller for class ${name}${which} is known to run` };
}

/**
 * The Ingresses that name a host but have no effect, as near misses of a connection to that host that failed: the host
 * does not resolve, or nobody listens.
 */
export function unservedFor(table: GatewayTable, hostHeader: string): readonly Considered[] {
  const host = requestHost(hostHeader);
  return table.view.list('Ingress').flatMap((ingress): Considered[] => {
    const index = (ingress.object.spec?.rules ?? []).findIndex((rule) => {
      const tier = hostTier(rule.host ?? '', host);
      return tier === 'exact' || tier === 'wildcard';
    });
    if (index < 0) return [];
    const decision = whyUnserved(table, ingress);
    const rule = decision?.rule ?? table.rule(ingress.ref, ['spec', 'rules', index, 'host']);
    return decision === undefined ? [] : [{ rule, mismatch: decision.reason.text }];
  });
}

/** Pods of one controller with the same flags answer alike: one of them is enough. */
export function oneOfEach({ controllers }: GatewayTable): readonly Controller[] {
  return [...new Map(controllers.map((controller) => [controller.key, controller])).values()];
}
