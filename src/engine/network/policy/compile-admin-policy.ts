import type { ExternalHost, LabelSelector, ObjectRef, Protocol, Resource } from '../../model/index.ts';
import { parseCidr } from '../../model/index.ts';
import type { AdminPeer, AdminPolicySpec, AdminPort, AdminRule, ClusterPolicyProtocol } from './admin-api.ts';
import { addressesOfNames } from './domain-names.ts';
import type { CompiledPolicy, PeerRule, PodScope, PolicyRule, PortRule, RulePlace, Tier } from './policy.ts';
import type { Direction } from './question.ts';
import type { SelectorPool } from './selector-pool.ts';

interface Context {
  readonly ref: ObjectRef;
  readonly pool: SelectorPool;
  readonly hosts: readonly ExternalHost[];
}

/** A BaselineAdminNetworkPolicy has no priority. */
interface Rank {
  readonly tier: Exclude<Tier, 'network'>;
  readonly priority?: number | undefined;
}

/**
 * Compiles a policy of the network-policy-api. A direction without rules is left alone: these policies isolate
 * nothing.
 *
 * https://network-policy-api.sigs.k8s.io/api-overview
 */
export function compileAdminPolicy(
  { ref, object }: Resource<{ readonly spec?: AdminPolicySpec }>,
  { tier, priority }: Rank,
  { pool, hosts }: Omit<Context, 'ref'>,
): CompiledPolicy {
  const { spec } = object;
  const context = { ref, pool, hosts };
  const rules = (direction: Direction): readonly PolicyRule[] | undefined => {
    const compiled = spec?.[direction]?.map((rule, index) => compileRule(context, rule, ['spec', direction, index]));
    return compiled === undefined || compiled.length === 0 ? undefined : compiled;
  };
  return {
    ref,
    place: { ref, path: [] },
    tier,
    ...(priority === undefined ? {} : { priority }),
    subject: podScope(spec?.subject ?? {}, pool) ?? NOBODY,
    rules: { ingress: rules('ingress'), egress: rules('egress') },
  };
}

/** Selects nothing; for a subject that names nothing, which the API server rejects. */
const NOBODY: PodScope = {
  namespaces: { kind: 'matching', selector: { requirements: [], text: '' } },
  pods: { requirements: [{ key: '', operator: 'In', values: [], path: [] }], text: ' in ()' },
};

const ACTION: Readonly<Record<AdminRule['action'], PolicyRule['action']>> = {
  Allow: 'allow',
  Accept: 'allow',
  Deny: 'deny',
  Pass: 'pass',
};

function compileRule(context: Context, rule: AdminRule, path: RulePlace['path']): PolicyRule {
  const { ref } = context;
  const place = { ref, path };
  const side = rule.from === undefined ? 'to' : 'from';
  const peers = (rule[side] ?? []).map((peer, index) =>
    compilePeer(context, peer, { ref, path: [...path, side, index] }),
  );
  const portsPlace = { ref, path: [...path, rule.protocols === undefined ? 'ports' : 'protocols'] };
  return failClosed({ action: ACTION[rule.action], place, portsPlace, peers, ports: portsOf(rule) });
}

/** With a peer that nobody knows, Allow matches no traffic; Deny and Pass deny it all (ClusterNetworkPolicyIngressPeer). */
function failClosed(rule: PolicyRule): PolicyRule {
  const unknown = rule.peers.find((peer) => peer.kind === 'nobody');
  if (unknown === undefined) return rule;
  if (rule.action === 'allow') return { ...rule, peers: [unknown] };
  return { ...rule, action: 'deny', peers: [{ kind: 'everyone', place: unknown.place }], ports: [{ kind: 'any' }] };
}

function compilePeer({ pool, hosts }: Context, peer: AdminPeer, place: RulePlace): PeerRule {
  const scope = podScope(peer, pool);
  if (scope !== undefined) return { kind: 'pods', place, scope };
  const { networks, nodes, domainNames } = peer;
  if (nodes !== undefined) return { kind: 'nodes', place, selector: pool.shared(nodes) };
  if (networks !== undefined) {
    const cidrs = networks.flatMap((text) => parseCidr(text) ?? []);
    return { kind: 'blocks', place, text: networks.join(', '), cidrs, except: [], blindTo: [] };
  }
  if (domainNames === undefined) return { kind: 'nobody', place };
  return { kind: 'domain-names', place, names: domainNames, addresses: addressesOfNames(domainNames, hosts) };
}

/** Inside `pods`, both selectors are required; an absent one reads as `{}`. */
function podScope({ namespaces, pods }: AdminPeer, pool: SelectorPool): PodScope | undefined {
  if (namespaces !== undefined) return scopeOf(pool, namespaces, {});
  return pods === undefined ? undefined : scopeOf(pool, pods.namespaceSelector ?? {}, pods.podSelector ?? {});
}

function scopeOf(pool: SelectorPool, namespaces: LabelSelector, pods: LabelSelector): PodScope {
  return { namespaces: { kind: 'matching', selector: pool.shared(namespaces) }, pods: pool.pods(pods) };
}

/** Without ports the rule holds for every port of every protocol. */
function portsOf({ ports, protocols }: AdminRule): readonly PortRule[] {
  if (ports !== undefined) return ports.flatMap(compilePort);
  return protocols === undefined ? [{ kind: 'any' }] : protocols.flatMap(compileProtocol);
}

function compilePort({ portNumber, portRange, namedPort }: AdminPort): readonly PortRule[] {
  if (portNumber !== undefined) return [range(portNumber.protocol ?? 'TCP', portNumber.port, portNumber.port)];
  if (portRange !== undefined) return [range(portRange.protocol ?? 'TCP', portRange.start, portRange.end)];
  return namedPort === undefined ? [] : [{ kind: 'named', name: namedPort }];
}

function compileProtocol(written: ClusterPolicyProtocol): readonly PortRule[] {
  if (written.destinationNamedPort !== undefined) return [{ kind: 'named', name: written.destinationNamedPort }];
  for (const [field, protocol] of TRANSPORTS) {
    const transport = written[field];
    if (transport === undefined) continue;
    const port = transport.destinationPort;
    if (port?.number !== undefined) return [range(protocol, port.number, port.number)];
    if (port?.range !== undefined) return [range(protocol, port.range.start, port.range.end)];
    return [{ kind: 'protocol', protocol }];
  }
  return [];
}

const TRANSPORTS = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['sctp', 'SCTP'],
] as const;

function range(protocol: Protocol, from: number, to: number): PortRule {
  return { kind: 'range', protocol, from, to };
}
