import type {
  Branch,
  Considered,
  Decision,
  GatewayResponse,
  Hop,
  HopAction,
  Pod,
  Resource,
} from '../../model/index.ts';
import { CurlewDefect, formatSocket, qualifiedName } from '../../model/index.ts';
import { type Proxying, proxy, unservedFor } from '../gateway/index.ts';
import type { Context, HttpProbe } from './context.ts';
import { copyOf } from './packet-state.ts';
import type { Snapshot } from './snapshot.ts';
import { checkChain } from './way.ts';

/** A way that has ended, and the request that the client sends on it once it is connected. */
export interface RequestOnWay {
  readonly branch: Branch;
  readonly http: HttpProbe;
}

/**
 * Follows a request on from the pod that took its connection: a gateway answers by itself, or opens a connection of its
 * own to a backend, whose policies and listener see the gateway. Any other branch stays as it is; one that fails shows
 * the Ingresses of its host that nobody serves.
 *
 *     first connection ─► gateway ─► second connection
 */
export function throughGateway(context: Context, request: RequestOnWay): readonly Branch[] {
  const { snapshot } = context;
  const { branch, http } = request;
  const { outcome, endpoint } = branch;
  if (outcome === 'refused' || outcome === 'timeout') return [withNearMisses(snapshot, branch, http)];
  const isPod = outcome === 'connected' && endpoint?.kind === 'Pod';
  const pod = isPod ? snapshot.view.get('Pod', endpoint.name, endpoint.namespace) : undefined;
  if (pod === undefined || endpoint === null) return [branch];
  const proxying = proxy(snapshot.gateways, pod, { ...http, port: endpoint.port });
  switch (proxying.kind) {
    case 'not-a-proxy':
      return [branch];
    case 'respond': {
      const { status, location, decision } = proxying;
      const response = location === undefined ? { status } : { status, location };
      const text = `answers ${status}${location === undefined ? '' : ` (${location})`}: ${decision.reason.text}`;
      const hop = gatewayHop(branch, 'deliver', { ...decision, reason: { ...decision.reason, text } });
      return [{ ...branch, response, hops: [...upToGateway(branch), hop] }];
    }
    case 'unknown':
      return [lost(branch, proxying.decision)];
    case 'forward':
      return forward(context, request, pod, proxying);
  }
}

function withNearMisses({ gateways }: Snapshot, branch: Branch, { host }: HttpProbe): Branch {
  const near = unservedFor(gateways, host);
  const last = branch.hops.at(-1);
  if (near.length === 0 || last === undefined) return branch;
  return {
    ...branch,
    hops: [...branch.hops.slice(0, -1), copyOf(last, { considered: [...last.considered, ...near] })],
  };
}

type Deciding = Omit<Decision, 'action'>;

/** A hop at the gateway's pod, where the first connection ended. */
function gatewayHop({ hops }: Branch, action: HopAction, deciding: Deciding): Hop {
  const last = hops.at(-1);
  if (last === undefined) throw new CurlewDefect('a branch without hops reached a gateway');
  const { place, after } = last;
  const { reason, rule, considered, decidedBy } = deciding;
  return { stage: 'gateway', place, action, before: after, after, reason, rule, considered, decidedBy };
}

/** The hops up to the gateway: its listener took the connection, which is not the end. */
function upToGateway({ hops }: Branch): readonly Hop[] {
  return hops.map((hop, index) => (index === hops.length - 1 ? copyOf(hop, { action: 'pass' }) : hop));
}

function lost(branch: Branch, decision: Deciding): Branch {
  const hops = [...upToGateway(branch), gatewayHop(branch, 'fail', decision)];
  return { ...branch, outcome: 'unknown', endpoint: null, sourceSeen: null, hops };
}

function forward(
  { snapshot, follow }: Context,
  { branch: first, http }: RequestOnWay,
  pod: Resource<Pod>,
  { path, branches, decision }: Extract<Proxying, { kind: 'forward' }>,
): readonly Branch[] {
  if (follow === undefined) return [lost(first, tooMany(pod, decision.considered))];
  return branches.flatMap(({ host, port, probability }) => {
    const { branches: next } = follow({
      client: { kind: 'pod', pod },
      host,
      port,
      protocol: 'TCP',
      http: { ...http, scheme: 'http', path },
    });
    const to = `; it connects to ${formatSocket(host, port)}`;
    const told = { ...decision, reason: { ...decision.reason, text: `${decision.reason.text}${to}` } };
    return next.map((second) => {
      const joined = join(first, second, told, probability);
      if (second.response !== undefined || second.outcome === 'unknown') return joined;
      if (second.outcome === 'connected') return { ...joined, request: second.request ?? { host: http.host, path } };
      const response = failureOf(snapshot, pod, second);
      return response === undefined ? joined : { ...joined, response };
    });
  });
}

function tooMany(pod: Resource<Pod>, considered: readonly Considered[]): Deciding {
  const text = `${qualifiedName(pod.ref)} is the last of several gateways in a row, which may be a loop`;
  return { reason: { code: 'too-many-gateways', text }, considered };
}

/** One way from the client to the backend. What the endpoint sees is that of the second connection. */
function join(first: Branch, second: Branch, decision: Deciding, share: number): Branch {
  const [start] = second.hops;
  if (start === undefined) throw new CurlewDefect('the connection to a backend left no hop');
  const hop = { ...gatewayHop(first, 'rewrite', decision), after: start.before };
  const hops = [...upToGateway(first), hop, ...second.hops];
  checkChain(hops);
  const probability = first.probability * share * second.probability;
  return { ...second, client: first.client, probability, via: 'Ingress', hops };
}

/**
 * What the client gets where the backend does not answer: known of ingress-nginx alone. Of several endpoints it would try
 * others first, which is left out (nginx `proxy_next_upstream`).
 *
 * https://nginx.org/en/docs/http/ngx_http_proxy_module.html
 */
function failureOf({ gateways }: Snapshot, pod: Resource<Pod>, { outcome }: Branch): GatewayResponse | undefined {
  if (gateways.controllerIn(pod)?.known.routing !== 'ingress-nginx') return undefined;
  if (outcome === 'timeout') return { status: 504 };
  return outcome === 'refused' || outcome === 'unreachable' ? { status: 502 } : undefined;
}
