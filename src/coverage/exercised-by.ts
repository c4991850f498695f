import type { Branch, ClusterView, Hop, Trace } from '../model/index.ts';
import { formatFieldPath, namedPort } from '../model/index.ts';
import { type CompiledPolicy, type CompiledRule, type Coverable, rulesOf } from './unit.ts';

/** A field that decided a hop: `NetworkPolicy shop/db` and `spec.ingress[0]`. */
export interface Decided {
  readonly object: string;
  readonly path: string;
}

/** The fields of policies and Services that decided a connection, each once however many of its ways it decided. */
export function exercisedBy(view: ClusterView, { policies }: Coverable, trace: Trace): readonly Decided[] {
  const found = trace.branches.flatMap((branch) =>
    branch.hops.flatMap((hop): readonly Decided[] => {
      const policy = policies.get(hop.rule?.object ?? '');
      return policy === undefined ? byService(view, hop, trace) : byPolicy(policy, { view, hop, branch, trace });
    }),
  );
  return [...new Map(found.map((each) => [`${each.object} ${each.path}`, each])).values()];
}

/** A headless Service translates nothing: its port is the one that the client asked for by its name. */
function byService(view: ClusterView, { stage, rule }: Hop, { to }: Trace): readonly Decided[] {
  const [, namespace, name] = /^Service ([^/]+)\/(.+)$/.exec(rule?.object ?? '') ?? [];
  if (rule === undefined || namespace === undefined || name === undefined) return [];
  const { object, path } = rule;
  const whole = { object, path: '' };
  if (stage === 'translate') return [whole, { object, path }];
  const { spec } = view.get('Service', name, namespace)?.object ?? {};
  if (stage !== 'resolve' || spec?.clusterIP !== 'None') return [];
  const ports = spec.ports ?? [];
  const asked = ports.flatMap(({ port, protocol, targetPort }, index) =>
    protocol === to.protocol && (port === to.port || targetPort === to.port) ? [`spec.ports[${index}]`] : [],
  );
  return [whole, ...asked.map((each) => ({ object, path: each }))];
}

interface Passing {
  readonly view: ClusterView;
  readonly hop: Hop;
  readonly branch: Branch;
  readonly trace: Trace;
}

/** Where no rule allows, the policies that isolate the pod decide together: the one that is named, and all looked at. */
function byPolicy(policy: CompiledPolicy, passing: Passing): readonly Decided[] {
  const { reason, rule, considered } = passing.hop;
  switch (reason.code) {
    case 'policy-isolates': {
      const others = considered.map((each) => each.rule.object).filter((each) => each.startsWith('NetworkPolicy '));
      return [rule?.object ?? '', ...others].map((object) => ({ object, path: '' }));
    }
    case 'policy-allows':
    case 'policy-denies':
      return byRule(policy, passing);
    default:
      return [];
  }
}

function byRule(policy: CompiledPolicy, passing: Passing): readonly Decided[] {
  const { object = '', path = '' } = passing.hop.rule ?? {};
  const rule = rulesOf(policy).find(({ peers }) => peers.some(({ place }) => formatFieldPath(place.path) === path));
  if (rule === undefined) return [];
  const ports = rule.ports.flatMap((port, index) =>
    isPort(port, passing) ? [formatFieldPath([...rule.portsPlace.path, index])] : [],
  );
  return ['', formatFieldPath(rule.place.path), path, ...ports].map((each) => ({ object, path: each }));
}

function isPort(port: CompiledRule['ports'][number], { view, hop, branch, trace }: Passing): boolean {
  const { protocol } = trace.to;
  const number = Number(/:(\d+)$/.exec(hop.before.destination)?.[1]);
  switch (port.kind) {
    case 'any':
      return false;
    case 'protocol':
      return port.protocol === protocol;
    case 'range':
      return port.protocol === protocol && port.from <= number && number <= port.to;
    case 'named': {
      const { endpoint } = branch;
      const pod = endpoint?.kind === 'Pod' ? view.get('Pod', endpoint.name, endpoint.namespace) : undefined;
      const isProtocol = (port.protocol ?? protocol) === protocol;
      return pod !== undefined && isProtocol && namedPort(pod.object, port.name, protocol) === number;
    }
  }
}
