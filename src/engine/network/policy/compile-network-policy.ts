import type {
  FieldPath,
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  ObjectRef,
  PolicyEnforcement,
  Protocol,
  Resource,
} from '../../model/index.ts';
import { parseLegacyCidr } from '../../model/index.ts';
import type { HostNetworkNamespace } from './host-network-namespace.ts';
import type {
  AddressBlocks,
  CompiledPolicy,
  NamedPortRule,
  NamespaceScope,
  PeerRule,
  PodScope,
  PolicyRule,
  PortRule,
  RulePlace,
} from './policy.ts';
import type { PortNames } from './port-names.ts';
import type { Direction } from './question.ts';
import type { SelectorPool } from './selector-pool.ts';

/** How the cluster's plugin reads what Kubernetes leaves open. */
export interface Reading {
  readonly plugin: PolicyEnforcement;
  readonly pool: SelectorPool;
  readonly hostNetwork: HostNetworkNamespace;
  readonly portNames: PortNames;
}

interface Context extends Reading {
  readonly ref: ObjectRef;
  readonly namespace: string;
}

/** A rule of either direction: `from` stands in ingress rules, `to` in egress rules. */
interface WrittenRule {
  readonly from?: readonly NetworkPolicyPeer[];
  readonly to?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
}

/**
 * Compiles a policy that only adds: each of its rules allows, and its being there isolates.
 *
 * https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export function compileNetworkPolicy({ ref, object }: Resource<NetworkPolicy>, reading: Reading): CompiledPolicy {
  const namespace = ref.namespace ?? 'default';
  const context: Context = { ...reading, ref, namespace };
  const types = policyTypes(object);
  const rulesOf = (direction: Direction): readonly PolicyRule[] => {
    const rules: readonly WrittenRule[] = object.spec?.[direction] ?? [];
    return rules.map((rule, index) => compileRule(context, rule, ['spec', direction, index]));
  };
  return {
    ref,
    place: { ref, path: [] },
    tier: 'network',
    subject: { namespaces: { kind: 'own', namespace }, pods: reading.pool.pods(object.spec?.podSelector) },
    rules: {
      ingress: types.includes('Ingress') ? rulesOf('ingress') : undefined,
      egress: types.includes('Egress') ? rulesOf('egress') : undefined,
    },
  };
}

/** Where no type is named: always Ingress, and Egress if there is any egress rule (pkg/apis/networking/v1/defaults.go). */
function policyTypes({ spec }: NetworkPolicy): readonly string[] {
  const written = spec?.policyTypes ?? [];
  if (written.length > 0) return written;
  return (spec?.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function compileRule(context: Context, rule: WrittenRule, path: FieldPath): PolicyRule {
  const { ref } = context;
  const side = path[1] === 'ingress' ? 'from' : 'to';
  const peers = presentItems(rule[side])?.map((peer, index) =>
    compilePeer(context, peer, { ref, path: [...path, side, index] }),
  );
  const ports = presentItems(rule.ports)?.map((port) => compilePort(context, port, side));
  const place = { ref, path };
  return {
    action: 'allow',
    place,
    portsPlace: { ref, path: [...path, 'ports'] },
    peers: peers ?? [{ kind: 'everyone', place }],
    ports: ports ?? [{ kind: 'any' }],
  };
}

/** In a rule, an absent list and an empty one alike restrict nothing (NetworkPolicyIngressRule.from, .ports). */
function presentItems<T>(list: readonly T[] | undefined | null): readonly T[] | undefined {
  return list === undefined || list === null || list.length === 0 ? undefined : list;
}

function compilePeer(context: Context, peer: NetworkPolicyPeer, place: RulePlace): PeerRule {
  const { namespace, pool, plugin } = context;
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) {
    const blindTo: AddressBlocks['blindTo'][number][] = [];
    if (!plugin.ipBlockMatchesPods) blindTo.push('pod');
    if (!plugin.ipBlockMatchesNodes) blindTo.push('node');
    const except = (ipBlock.except ?? []).flatMap((text) => parseLegacyCidr(text) ?? []);
    const cidrs = [ipBlock.cidr].flatMap((text) => parseLegacyCidr(text) ?? []);
    return { kind: 'blocks', place, text: ipBlock.cidr, cidrs, except, blindTo };
  }
  if (podSelector === undefined && namespaceSelector === undefined) return { kind: 'nobody', place };
  const scope = { namespaces: namespaceScope(namespaceSelector, namespace, pool), pods: pool.pods(podSelector) };
  return standsForNodes(context, scope, place)
    ? { kind: 'pods', place, scope, nodesToo: true }
    : { kind: 'pods', place, scope };
}

/** What comes from a node has an address of the host network's namespace; what goes to a node has not. */
function standsForNodes({ plugin, hostNetwork }: Context, scope: PodScope, { path }: RulePlace): boolean {
  return plugin.hostNetwork === 'namespace' && path[1] === 'ingress' && hostNetwork.isIn(scope);
}

/** Absent means the policy's own namespace, `{}` every namespace (networking/v1 NetworkPolicyPeer). */
function namespaceScope(selector: LabelSelector | undefined, namespace: string, pool: SelectorPool): NamespaceScope {
  if (selector === undefined) return { kind: 'own', namespace };
  return { kind: 'matching', selector: pool.shared(selector) };
}

/** A string is always a name, even one of digits. Without a port, every port of the protocol is meant. */
function compilePort(
  context: Context,
  { port, endPort, protocol: written }: NetworkPolicyPort,
  side: 'from' | 'to',
): PortRule {
  const protocol = (written ?? 'TCP') as Protocol;
  if (port === undefined) return { kind: 'protocol', protocol };
  if (typeof port === 'string') return compileName(context, { kind: 'named', name: port, protocol }, side);
  if (endPort === undefined) return { kind: 'range', protocol, from: port, to: port };
  if (context.plugin.endPort) return { kind: 'range', protocol, from: port, to: endPort };
  return { kind: 'range', protocol, from: port, to: port, ignoredEnd: endPort };
}

/** An ingress rule asks its own pods for the name, an egress rule pods that some plugins do not tell apart. */
function compileName({ plugin, portNames }: Context, rule: NamedPortRule, side: 'from' | 'to'): NamedPortRule {
  if (side === 'from' || plugin.duplicateNamedPort === 'resolve') return rule;
  const ambiguous = portNames.numbersOf(rule.name, rule.protocol ?? 'TCP');
  return ambiguous.length > 1 ? { ...rule, ambiguous } : rule;
}
