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
} from '../model/index.ts';
import { parseCidr } from '../model/index.ts';
import type {
  AddressBlocks,
  CompiledPolicy,
  NamespaceScope,
  PeerRule,
  PolicyRule,
  PortRule,
  RulePlace,
} from './policy.ts';
import type { Direction } from './question.ts';
import type { SelectorPool } from './selector-pool.ts';

interface Context {
  readonly ref: ObjectRef;
  readonly namespace: string;
  readonly pool: SelectorPool;
  readonly plugin: PolicyEnforcement;
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
export function compileNetworkPolicy(
  { ref, object }: Resource<NetworkPolicy>,
  pool: SelectorPool,
  plugin: PolicyEnforcement,
): CompiledPolicy {
  const namespace = ref.namespace ?? 'default';
  const context: Context = { ref, namespace, pool, plugin };
  const types = policyTypes(object);
  const rulesOf = (direction: Direction): readonly PolicyRule[] => {
    const rules: readonly WrittenRule[] = object.spec?.[direction] ?? [];
    return rules.map((rule, index) => compileRule(context, rule, ['spec', direction, index]));
  };
  return {
    ref,
    place: { ref, path: [] },
    tier: 'network',
    subject: { namespaces: { kind: 'own', namespace }, pods: pool.pods(object.spec?.podSelector) },
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
  const { ref, plugin } = context;
  const side = path[1] === 'ingress' ? 'from' : 'to';
  const peers = presentItems(rule[side])?.map((peer, index) =>
    compilePeer(context, peer, { ref, path: [...path, side, index] }),
  );
  const ports = presentItems(rule.ports)?.map((port) => compilePort(port, plugin));
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

function compilePeer({ namespace, pool, plugin }: Context, peer: NetworkPolicyPeer, place: RulePlace): PeerRule {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) {
    const blindTo: AddressBlocks['blindTo'][number][] = [];
    if (!plugin.ipBlockMatchesPods) blindTo.push('pod');
    if (!plugin.ipBlockMatchesNodes) blindTo.push('node');
    const except = (ipBlock.except ?? []).flatMap((text) => parseCidr(text) ?? []);
    const cidrs = [ipBlock.cidr].flatMap((text) => parseCidr(text) ?? []);
    return { kind: 'blocks', place, text: ipBlock.cidr, cidrs, except, blindTo };
  }
  if (podSelector === undefined && namespaceSelector === undefined) return { kind: 'nobody', place };
  const scope = { namespaces: namespaceScope(namespaceSelector, namespace, pool), pods: pool.pods(podSelector) };
  return { kind: 'pods', place, scope };
}

/** Absent means the policy's own namespace, `{}` every namespace (networking/v1 NetworkPolicyPeer). */
function namespaceScope(selector: LabelSelector | undefined, namespace: string, pool: SelectorPool): NamespaceScope {
  if (selector === undefined) return { kind: 'own', namespace };
  return { kind: 'matching', selector: pool.shared(selector) };
}

/** A string is always a name, even one of digits. Without a port, every port of the protocol is meant. */
function compilePort({ port, endPort, protocol: written }: NetworkPolicyPort, plugin: PolicyEnforcement): PortRule {
  const protocol = (written ?? 'TCP') as Protocol;
  if (port === undefined) return { kind: 'protocol', protocol };
  if (typeof port === 'string') return { kind: 'named', name: port, protocol };
  if (endPort === undefined) return { kind: 'range', protocol, from: port, to: port };
  if (plugin.endPort) return { kind: 'range', protocol, from: port, to: endPort };
  return { kind: 'range', protocol, from: port, to: port, ignoredEnd: endPort };
}
