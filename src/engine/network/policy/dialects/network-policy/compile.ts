import type {
  FieldPath,
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  ObjectRef,
  Protocol,
  Resource,
} from '../../../../model/index.ts';
import { parseLegacyCidr } from '../../../../model/index.ts';
import type { SelectorPool } from '../../compile/selector-pool.ts';
import type { CompileContext } from '../../contract/dialect.ts';
import type { AddressBlocks, HookPoint, NamespaceScope, PeerRule, PodScope } from '../../contract/peer.ts';
import type { RulePlace } from '../../contract/place.ts';
import type { CompiledPolicy, PolicyRule } from '../../contract/policy.ts';
import type { Direction } from '../../contract/question.ts';
import type { NamedPortRule, TrafficRule } from '../../contract/traffic.ts';
import { hookOf } from '../shared/hook-of.ts';
import { NETWORK } from '../shared/tiers.ts';
import { speaksOf } from './policy-types.ts';

interface Context extends CompileContext {
  readonly ref: ObjectRef;
  readonly namespace: string;
  readonly direction: Direction;
  readonly at: HookPoint;
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
export function compileNetworkPolicy(policy: Resource<NetworkPolicy>, context: CompileContext): CompiledPolicy {
  const { ref, object } = policy;
  const namespace = ref.namespace;
  const isolates = { ingress: speaksOf(object, 'ingress'), egress: speaksOf(object, 'egress') };
  const rulesOf = (direction: Direction): readonly PolicyRule[] | undefined => {
    if (!isolates[direction]) return undefined;
    const own: Context = { ...context, ref, namespace, direction, at: hookOf(context.reading, direction) };
    const rules: readonly WrittenRule[] = object.spec[direction] ?? [];
    return rules.map((rule, index) => compileRule(own, rule, ['spec', direction, index]));
  };
  return {
    ref,
    place: { ref, path: [] },
    tier: NETWORK,
    order: Number.POSITIVE_INFINITY,
    subject: {
      kind: 'pods',
      place: { ref, path: ['spec', 'podSelector'] },
      scope: { namespaces: { kind: 'own', namespace }, pods: context.pool.pods(object.spec.podSelector) },
    },
    rules: { ingress: rulesOf('ingress'), egress: rulesOf('egress') },
    isolates,
  };
}

function compileRule(context: Context, rule: WrittenRule, path: FieldPath): PolicyRule {
  const { ref, direction, at } = context;
  const side = direction === 'ingress' ? 'from' : 'to';
  const peers = presentItems(rule[side])?.map((peer, index) =>
    compilePeer(context, peer, { ref, path: [...path, side, index] }),
  );
  const listed = [...path, 'ports'];
  const traffic = presentItems(rule.ports)?.map((port, index) =>
    compilePort(context, port, { ref, path: [...listed, index] }),
  );
  const place = { ref, path };
  return {
    verdict: 'allow',
    place,
    peers: peers ?? [{ kind: 'everyone', place, at }],
    traffic: traffic ?? [{ kind: 'any' }],
    trafficPlace: { ref, path: listed },
  };
}

/** In a rule, an absent list and an empty one alike restrict nothing (NetworkPolicyIngressRule.from, .ports). */
function presentItems<T>(list: readonly T[] | undefined | null): readonly T[] | undefined {
  return list === undefined || list === null || list.length === 0 ? undefined : list;
}

function compilePeer(context: Context, peer: NetworkPolicyPeer, place: RulePlace): PeerRule {
  const { namespace, pool, at } = context;
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) return { place, at, ...blocksOf(context, ipBlock, place) };
  if (podSelector === undefined && namespaceSelector === undefined) return { kind: 'nobody', place, at };
  const scope = { namespaces: namespaceScope(namespaceSelector, namespace, pool), pods: pool.pods(podSelector) };
  const selected = { kind: 'pods', place, at, scope } as const;
  return standsForNodes(context, scope) ? { ...selected, nodesToo: true } : selected;
}

function blocksOf(
  { reading }: Context,
  { cidr, except = [] }: NonNullable<NetworkPolicyPeer['ipBlock']>,
  { ref, path }: RulePlace,
): AddressBlocks {
  const blindTo: AddressBlocks['blindTo'][number][] = [];
  if (!reading.ipBlockMatchesPods) blindTo.push('pod');
  if (!reading.ipBlockMatchesNodes) blindTo.push('node');
  return {
    kind: 'blocks',
    text: cidr,
    rangesPlace: { ref, path: [...path, 'ipBlock', 'cidr'] },
    cidrs: [cidr].flatMap((text) => parseLegacyCidr(text) ?? []),
    except: except.flatMap((text) => parseLegacyCidr(text) ?? []),
    blindTo,
  };
}

/** What comes from a node has an address of the host network's namespace; what goes to a node has not. */
function standsForNodes({ reading, direction, hostNetwork }: Context, scope: PodScope): boolean {
  return reading.hostNetwork === 'namespace' && direction === 'ingress' && hostNetwork.isIn(scope);
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
  place: RulePlace,
): TrafficRule {
  const protocol = written as Protocol;
  if (port === undefined) return { kind: 'protocol', place, protocol };
  if (typeof port === 'string') return compileName(context, { kind: 'named', place, name: port, protocol });
  if (endPort === undefined) return { kind: 'range', place, protocol, from: port, to: port };
  if (context.reading.endPort) return { kind: 'range', place, protocol, from: port, to: endPort };
  return { kind: 'range', place, protocol, from: port, to: port, ignoredEnd: endPort };
}

/**
 * In an ingress rule the pods of the policy say which port has the name. In an egress rule the peers do; a plugin that keeps
 * one table of names for the cluster cannot tell which number is meant where pods give the name to several.
 */
function compileName({ reading, direction, portNames }: Context, rule: NamedPortRule): NamedPortRule {
  if (direction === 'ingress' || reading.duplicateNamedPort === 'resolve') return rule;
  const ambiguous = portNames.numbersOf(rule.name, rule.protocol ?? 'TCP');
  return ambiguous.length > 1 ? { ...rule, ambiguous } : rule;
}
