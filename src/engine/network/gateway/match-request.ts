import { formatRef } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { hostTier, requestHost } from './host-match.ts';
import type { Match, ProxyRequest } from './match.ts';
import { unknownMatch } from './match.ts';
import { matchSpecification } from './match-specification.ts';
import { matchNginx } from './nginx/match-nginx.ts';
import type { GatewayTable } from './table.ts';

/** Which Ingress rule a controller follows for a request, before it looks for endpoints. Total and pure. */
export function matchRequest(table: GatewayTable, request: ProxyRequest, controller: Controller): Match {
  const doubt = doubtfulIngress(table, request, controller);
  if (doubt !== undefined) return doubt;
  const { served, nginx } = table.routing(controller);
  return nginx === undefined ? matchSpecification(served, request, controller.known) : matchNginx(nginx, request);
}

/** An Ingress for this host of which nobody can tell whether the controller takes it. */
function doubtfulIngress(table: GatewayTable, request: ProxyRequest, controller: Controller): Match | undefined {
  const host = requestHost(request.host);
  for (const { ingress, adoption } of table.routing(controller).left.values()) {
    if (adoption.kind !== 'unknown') continue;
    const { rules = [], defaultBackend } = ingress.object.spec ?? {};
    if (defaultBackend === undefined && !rules.some((rule) => hostTier(rule.host ?? '', host) !== undefined)) continue;
    const text = `${formatRef(ingress.ref)}: ${adoption.because}`;
    return unknownMatch('class-not-modelled', text, { ingress, at: adoption.path });
  }
  return undefined;
}
