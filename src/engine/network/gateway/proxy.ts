import type { Considered, Decider, Decision, FieldPath, ObjectRef, Pod, Reason, Resource } from '../../model/index.ts';
import { deciderAt, qualifiedName } from '../../model/index.ts';
import type { BackendEndpoint } from './backend-endpoints.ts';
import { endpointsOfBackend } from './backend-endpoints.ts';
import type { MissingBackend } from './backend-service.ts';
import type { Controller } from './controller.ts';
import { defaultService } from './default-service.ts';
import type { Match, MatchedField, ProxyRequest } from './match.ts';
import { matchRequest } from './match-request.ts';
import { nearRoutes } from './near-routes.ts';
import type { GatewayTable } from './table.ts';

/** What a pod does with an HTTP request that arrived at one of its ports. */
export type Proxying =
  /** The pod is no ingress controller, or not on that port: it answers by itself. */
  | { readonly kind: 'not-a-proxy' }
  /** The pod opens a connection of its own to one of the branches, with the client's address in X-Forwarded-For. */
  | {
      readonly kind: 'forward';
      readonly service: ObjectRef;
      /** The path that the backend is asked for; the Host header stays. */
      readonly path: string;
      /** By address; never empty, and the probabilities add up to 1. */
      readonly branches: readonly ProxyBranch[];
      readonly decision: Decision<'forward'>;
    }
  /** The controller answers by itself; `location` is where a redirect leads. */
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly location?: string;
      readonly decision: Decision<'respond'>;
    }
  | { readonly kind: 'unknown'; readonly decision: Decision<'unknown'> };

/** One endpoint that the controller may send a request to. */
export interface ProxyBranch extends BackendEndpoint {
  readonly probability: number;
}

/** Says what a controller's pod does with a request. Total and pure. */
export function proxy(table: GatewayTable, pod: Resource<Pod>, request: ProxyRequest): Proxying {
  const controller = table.controllerIn(pod);
  if (controller === undefined) return { kind: 'not-a-proxy' };
  if (request.port !== controller.httpPort && request.port !== controller.httpsPort) return { kind: 'not-a-proxy' };
  return wrongScheme(controller, request) ?? act(table, controller, request);
}

/** TLS to a plain port fails in the handshake; nginx answers plain HTTP on its TLS port with 400. */
function wrongScheme({ httpPort, known }: Controller, { port, scheme }: ProxyRequest): Proxying | undefined {
  const expected = port === httpPort ? 'http' : 'https';
  if (scheme === expected) return undefined;
  const text = `the client speaks ${scheme} to port ${port}, where ${known.name} speaks ${expected}`;
  const reason = { code: 'wrong-scheme', text };
  if (scheme === 'https' || known.routing !== 'ingress-nginx')
    return { kind: 'unknown', decision: decide('unknown', reason) };
  return { kind: 'respond', status: 400, decision: decide('respond', reason) };
}

function act(table: GatewayTable, controller: Controller, request: ProxyRequest): Proxying {
  const match = matchRequest(table, request, controller);
  const rule = 'field' in match && match.field !== undefined ? ruleOf(table, match.field) : undefined;
  switch (match.kind) {
    case 'backend':
      return toBackend(table, controller, match);
    case 'respond': {
      const { status, location, reason } = match;
      const redirect = location === undefined ? {} : { location };
      return { kind: 'respond', status, ...redirect, decision: decide('respond', reason, rule) };
    }
    case 'unknown':
      return { kind: 'unknown', decision: decide('unknown', match.reason, rule) };
    case 'unmatched':
      return unmatched(table, controller, request);
  }
}

function ruleOf(table: GatewayTable, field: MatchedField): Rule {
  return { rule: table.rule(field.ingress.ref, field.at), decidedBy: [routeDecider(table, field)] };
}

/** The Ingress, the rule and the path that took the request, and the backend there. */
function routeDecider(table: GatewayTable, { ingress: { ref }, at }: MatchedField): Decider {
  const isPath = at.at(-2) === 'paths';
  const paths: readonly FieldPath[] = isPath ? [[], at.slice(0, 3), at, [...at, 'backend']] : [[], at];
  return { part: 'decides', rule: table.rule(ref, at), fields: paths.map((path) => table.rule(ref, path)) };
}

function serviceDecider(table: GatewayTable, service: ObjectRef, portIndex: number | undefined): Decider {
  const whole = table.rule(service, []);
  return deciderAt(portIndex === undefined ? whole : table.rule(service, ['spec', 'ports', portIndex]), whole);
}

type Rule = Pick<Decision, 'rule' | 'decidedBy'> & { readonly considered?: readonly Considered[] };

function decide<A extends string>(action: A, reason: Reason, by: Rule = {}): Decision<A> {
  const { rule, considered = [], decidedBy } = by;
  return {
    action,
    reason,
    ...(rule === undefined ? {} : { rule }),
    considered,
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
}

function toBackend(table: GatewayTable, controller: Controller, match: Extract<Match, { kind: 'backend' }>): Proxying {
  const { routing } = controller.known;
  const backend = endpointsOfBackend(table.view, match, routing);
  if (backend.kind === 'missing') return unavailable(table, controller, match, backend);
  const { service, portIndex, endpoints } = backend;
  const text = `${match.reason.text}, and Service ${qualifiedName(service)} answers`;
  const decidedBy = [routeDecider(table, match.field), serviceDecider(table, service, portIndex)];
  const by = { ...ruleOf(table, match.field), decidedBy };
  const decision = decide('forward', { code: match.reason.code, text }, by);
  return { kind: 'forward', service, path: match.path, branches: evenly(endpoints), decision };
}

function evenly(endpoints: readonly BackendEndpoint[]): readonly ProxyBranch[] {
  return endpoints.map((endpoint) => ({ ...endpoint, probability: 1 / endpoints.length }));
}

/** ingress-nginx answers 503 for whatever leaves a backend without endpoints (lua/balancer.lua, rewrite). */
function unavailable(
  table: GatewayTable,
  { known }: Controller,
  { reason, field }: Extract<Match, { kind: 'backend' }>,
  { code, text, object, path }: MissingBackend,
): Proxying {
  const followed = { rule: table.rule(field.ingress.ref, field.at), mismatch: text };
  const route = routeDecider(table, field);
  const missing =
    object.kind === field.ingress.ref.kind ? [] : [deciderAt(table.rule(object, path), table.rule(object, []))];
  const rule = { rule: table.rule(object, path), considered: [followed], decidedBy: [route, ...missing] };
  const why = { code, text: `${reason.text}, but ${text}` };
  if (known.routing === 'ingress-nginx')
    return { kind: 'respond', status: 503, decision: decide('respond', why, rule) };
  const unsure = { code, text: `${why.text}; what ${known.name} answers then is not modelled` };
  return { kind: 'unknown', decision: decide('unknown', unsure, rule) };
}

/** Nobody takes the request: the controller's default backend answers 404, unless a flag names a Service for it. */
function unmatched(table: GatewayTable, controller: Controller, request: ProxyRequest): Proxying {
  const considered = nearRoutes(table, controller, request);
  const { known } = controller;
  const asked = `${request.host}${request.path}`;
  const own = defaultService(table.view, controller);
  if (own !== undefined) {
    const text = `no Ingress takes ${asked}, and Service ${qualifiedName(own.service)} is the default backend of ${known.name}`;
    const decidedBy = [serviceDecider(table, own.service, 0)];
    const decision = decide('forward', { code: 'controller-default-backend', text }, { considered, decidedBy });
    return { kind: 'forward', service: own.service, path: request.path, branches: evenly(own.endpoints), decision };
  }
  const text = `no Ingress that ${known.name} serves takes ${asked}`;
  return {
    kind: 'respond',
    status: 404,
    decision: decide('respond', { code: 'no-ingress-rule', text }, { considered }),
  };
}
