import type { Branch, ClusterView, Hop, PacketProtocol, Trace } from '../../engine/model/index.ts';
import { formatFieldPath, formatRef, namedPort, ruleKey } from '../../engine/model/index.ts';
import type { CompiledPolicy, PortRule } from '../../engine/network/policy/index.ts';
import { ingressBackend } from './ingress-backend.ts';
import { passRulesOf } from './passed-on.ts';
import { podAt } from './pod-at.ts';
import { type Coverable, type Decided, rulesOf } from './unit.ts';

/** The fields of policies and Services that decided a connection, each once however many of its ways it decided. */
export function exercisedBy(view: ClusterView, coverable: Coverable, trace: Trace): readonly Decided[] {
  const { policies, passing } = coverable;
  const found = trace.branches.flatMap((branch) =>
    branch.hops.flatMap((hop): readonly Decided[] => {
      const policy = hop.rule === undefined ? undefined : policies.get(formatRef(hop.rule.ref));
      const passed = passing === undefined ? [] : passRulesOf(passing, hop, trace);
      const rules = passed.flatMap((each) => byPeer(policies, each, { view, hop, branch, trace }));
      if (policy !== undefined) return [...rules, ...byPolicy(policy, { view, hop, branch, trace })];
      return [...rules, ...(hop.stage === 'gateway' ? ingressBackend(view, hop) : byService(view, hop, trace))];
    }),
  );
  return [...new Map(found.map((each) => [ruleKey(each), each])).values()];
}

/** A headless Service translates nothing: its port is the one that the client asked for by its name. */
function byService(view: ClusterView, { stage, rule }: Hop, { to }: Trace): readonly Decided[] {
  if (rule === undefined || rule.ref.kind !== 'Service') return [];
  const { ref, path } = rule;
  const whole = { ref, path: [] };
  if (stage === 'translate') return [whole, { ref, path }];
  const { spec } = view.get('Service', ref.name, ref.namespace)?.object ?? {};
  if (stage !== 'resolve' || spec?.clusterIP !== 'None') return [];
  const ports = spec.ports ?? [];
  const asked = ports.flatMap(({ port, protocol, targetPort }, index) =>
    protocol === to.protocol && (port === to.port || targetPort === to.port) ? [['spec', 'ports', index]] : [],
  );
  return [whole, ...asked.map((each) => ({ ref, path: each }))];
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
      const others = considered.map((each) => each.rule.ref).filter(({ kind }) => kind === 'NetworkPolicy');
      return [...(rule === undefined ? [] : [rule.ref]), ...others].map((ref) => ({ ref, path: [] }));
    }
    case 'policy-allows':
    case 'policy-denies':
      return rule === undefined ? [] : byRule(policy, rule, passing);
    default:
      return [];
  }
}

/** The rule of a peer that matched, with its ports. */
function byPeer(policies: Coverable['policies'], peer: Decided, passing: Passing): readonly Decided[] {
  const policy = policies.get(formatRef(peer.ref));
  return policy === undefined ? [] : byRule(policy, peer, passing);
}

function byRule(policy: CompiledPolicy, { ref, path }: Decided, passing: Passing): readonly Decided[] {
  const own = formatFieldPath(path);
  const rule = rulesOf(policy).find(({ peers }) => peers.some(({ place }) => formatFieldPath(place.path) === own));
  if (rule === undefined) return [];
  const asked = askedPort(passing);
  const ports = rule.ports.flatMap((port, index) =>
    isPort(port, passing.view, asked) ? [[...rule.portsPlace.path, index]] : [],
  );
  return [[], rule.place.path, path, ...ports].map((each) => ({ ref, path: each }));
}

/** What a connection asks for; behind a gateway the second connection is TCP, whatever the first one was. */
interface AskedPort {
  readonly ip: string;
  readonly number: number;
  readonly protocol: PacketProtocol;
}

function askedPort({ hop, branch, trace }: Passing): AskedPort {
  const { destination: ip, port: number } = hop.before;
  const gateway = branch.hops.findIndex(({ stage }) => stage === 'gateway');
  const isBehind = gateway >= 0 && branch.hops.indexOf(hop) > gateway;
  return {
    ip,
    number,
    protocol: isBehind ? 'TCP' : trace.to.protocol,
  };
}

function isPort(port: PortRule, view: ClusterView, asked: AskedPort): boolean {
  const { ip, number, protocol } = asked;
  switch (port.kind) {
    case 'any':
      return false;
    case 'protocol':
      return port.protocol === protocol;
    case 'range':
      return port.protocol === protocol && port.from <= number && number <= port.to;
    case 'named': {
      if (protocol === 'ICMP' || (port.protocol ?? protocol) !== protocol) return false;
      const pod = podAt(view, ip);
      return pod !== undefined && namedPort(pod.object, port.name, protocol) === number;
    }
  }
}
