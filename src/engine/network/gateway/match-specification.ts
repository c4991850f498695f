import type { Ingress, Resource } from '../../model/index.ts';
import { canonicalJson, formatFieldPath, formatRef } from '../../model/index.ts';
import type { HostTier } from './host-match.ts';
import { hostTier, requestHost } from './host-match.ts';
import type { KnownController } from './known-controllers.ts';
import type { Match, ProxyRequest } from './match.ts';
import { unknownMatch } from './match.ts';
import { hasPrefix, requestPath } from './path-match.ts';
import type { Route } from './route.ts';
import { routesOf } from './route.ts';

/**
 * Answers by the Ingress API alone: what it leaves to controllers, and they decide differently, is `unknown`.
 *
 * https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export function matchSpecification(
  ingresses: readonly Resource<Ingress>[],
  request: ProxyRequest,
  known: KnownController,
): Match {
  const host = requestHost(request.host);
  const path = requestPath(request.path);
  const hits: Hit[] = [];
  for (const route of ingresses.flatMap(routesOf)) {
    const tier = hostTier(route.host, host);
    if (tier === undefined) continue;
    const doubt = annotationDoubt(route, known);
    if (doubt !== undefined) return doubt;
    const fit = pathFit(route, path);
    if (fit === 'unclear') return unclearPath(route, path);
    if (fit === 'fits') hits.push({ route, tier });
  }
  const named = namedTier(ingresses, host);
  const best = bestOf(hits);
  if (best === undefined) return defaultBackend(ingresses, { host, path, target: request.path }, named);
  if (best === 'unclear' || best.tier !== named) {
    const text = `which of several rules takes ${host}${path} is the controller's choice`;
    return unknownMatch('precedence-not-specified', text);
  }
  return tlsDoubt(best.route, host, request) ?? toBackend(best.route, request, `${host}${path}`);
}

interface Hit {
  readonly route: Route;
  readonly tier: HostTier;
}

const TIERS: readonly HostTier[] = ['exact', 'wildcard', 'any'];

/**
 * How the rules name a host at best, whatever their paths: some controllers look no further than the rules of that host,
 * and some try the others when no path fits.
 */
function namedTier(ingresses: readonly Resource<Ingress>[], host: string): HostTier | undefined {
  const tiers = new Set(
    ingresses.flatMap(({ object }) => (object.spec?.rules ?? []).map((rule) => hostTier(rule.host ?? '', host))),
  );
  return TIERS.find((tier) => tiers.has(tier));
}

/** The longest path wins, and Exact over Prefix where they are equally long; both are laid down only for one host. */
function bestOf(hits: readonly Hit[]): Hit | 'unclear' | undefined {
  const winners: Hit[] = [];
  for (const tier of TIERS) {
    const [first, second] = hits.filter((hit) => hit.tier === tier).toSorted((a, b) => rank(b.route) - rank(a.route));
    if (first === undefined) continue;
    const tied = second !== undefined && rank(second.route) === rank(first.route);
    if (tied && !sameBackend(first.route, second.route)) return 'unclear';
    winners.push(first);
  }
  const [first, ...others] = winners;
  const clear =
    first === undefined || others.every((other) => sameBackend(first.route, other.route) || beats(first, other));
  return clear ? first : 'unclear';
}

/** A rule for the host goes before one for every host wherever its path is not shorter; nobody disagrees on that. */
function beats(first: Hit, other: Hit): boolean {
  return other.tier === 'any' && rank(first.route) >= rank(other.route);
}

/** The path's length counts first, then Exact. */
function rank({ path, pathType }: Route): number {
  const length = pathType === 'Exact' ? path.length : path.replace(/\/$/, '').length;
  return 2 * length + (pathType === 'Exact' ? 1 : 0);
}

function sameBackend(a: Route, b: Route): boolean {
  return a.ingress.ref.namespace === b.ingress.ref.namespace && canonicalJson(a.backend) === canonicalJson(b.backend);
}

/**
 * Some controllers compare prefixes letter by letter, and some take ImplementationSpecific paths for expressions: where
 * that could make a difference, the answer is `unclear`.
 */
function pathFit({ path, pathType }: Route, requested: string): 'fits' | 'differs' | 'unclear' {
  if (pathType === 'Exact') return path === requested ? 'fits' : 'differs';
  if (pathType === 'Prefix' || path === '/') {
    if (hasPrefix(requested, path)) return 'fits';
    return requested.startsWith(path) ? 'unclear' : 'differs';
  }
  const literal = /^[\w/-]+$/.test(path);
  return literal && !requested.toLowerCase().startsWith(path.toLowerCase()) ? 'differs' : 'unclear';
}

function unclearPath({ ingress, at, path, pathType }: Route, requested: string): Match {
  const text = `whether the ${pathType} path ${path} of ${formatRef(ingress.ref)} takes ${requested} is the controller's choice`;
  return unknownMatch('path-not-specified', text, { ingress, at });
}

/** An annotation of the controller's own may change the rule, or the answer. */
function annotationDoubt({ ingress }: Route, { annotations, name }: KnownController): Match | undefined {
  const key = Object.keys(ingress.object.metadata.annotations ?? {}).find((each) => each.startsWith(annotations));
  if (key === undefined) return undefined;
  const text = `what the annotation ${key} of ${formatRef(ingress.ref)} does to ${name} is not modelled`;
  return unknownMatch('annotation-not-modelled', text, { ingress, at: ['metadata', 'annotations', key] });
}

/** Whether plain HTTP is redirected, and what is served over TLS without a certificate, differs between controllers. */
function tlsDoubt({ ingress, at }: Route, host: string, { scheme }: ProxyRequest): Match | undefined {
  const tls = ingress.object.spec?.tls ?? [];
  const covered = tls.some(
    ({ hosts = [] }) => hosts.length === 0 || hosts.some((each) => hostTier(each, host) !== undefined),
  );
  if (covered === (scheme === 'https')) return undefined;
  const text =
    scheme === 'https'
      ? `what the controller serves over TLS for ${host}, which no tls section covers, is not modelled`
      : `whether the controller redirects ${host}, which has TLS, to HTTPS is not modelled`;
  return unknownMatch('tls-not-modelled', text, { ingress, at: covered ? ['spec', 'tls'] : at });
}

function toBackend(route: Route, request: ProxyRequest, asked: string): Match {
  const { ingress, at, path, backend } = route;
  const text = `the path ${path} of ${formatRef(ingress.ref)} (${formatFieldPath(at)}) takes ${asked}`;
  return {
    kind: 'backend',
    field: { ingress, at },
    backend,
    path: request.path,
    reason: { code: 'ingress-rule', text },
  };
}

/**
 * What no rule takes goes to the default backend, if there is just one, and either its own Ingress names the host, or no
 * Ingress does and its own has no rules: only then do all controllers agree.
 */
function defaultBackend(
  ingresses: readonly Resource<Ingress>[],
  { host, path, target }: { readonly host: string; readonly path: string; readonly target: string },
  named: HostTier | undefined,
): Match {
  const owners = ingresses.filter(({ object }) => object.spec?.defaultBackend !== undefined);
  const [ingress] = owners;
  const backend = ingress?.object.spec?.defaultBackend;
  if (ingress === undefined || backend === undefined) return { kind: 'unmatched' };
  const field = { ingress, at: ['spec', 'defaultBackend'] };
  const others = ingresses.filter((each) => each !== ingress);
  const isClear =
    named === undefined
      ? (ingress.object.spec?.rules ?? []).length === 0
      : named !== 'any' && namedTier(others, host) === undefined;
  if (owners.length > 1 || !isClear) {
    const text = `whether the default backend of ${formatRef(ingress.ref)} takes ${host}${path} is the controller's choice`;
    return unknownMatch('precedence-not-specified', text, field);
  }
  const text = `no rule takes ${host}${path}, so the default backend of ${formatRef(ingress.ref)} does`;
  return { kind: 'backend', field, backend, path: target, reason: { code: 'ingress-default-backend', text } };
}
