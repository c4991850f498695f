import type {
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
import type { CompiledPolicy, NamespaceScope, PeerRule, PolicyRule, PortRule, RulePlace } from './policy.ts';
import type { SelectorPool } from './selector-pool.ts';

interface Context {
  readonly ref: ObjectRef;
  readonly namespace: string;
  readonly pool: SelectorPool;
  readonly plugin: PolicyEnforcement;
}

interface WrittenRule {
  readonly path: RulePlace['path'];
  readonly side: 'from' | 'to';
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
  readonly ports: readonly NetworkPolicyPort[] | undefined;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export function compileNetworkPolicy(
  { ref, object }: Resource<NetworkPolicy>,
  pool: SelectorPool,
  plugin: PolicyEnforcement,
): CompiledPolicy {
  const namespace = ref.namespace ?? 'default';
  const context: Context = { ref, namespace, pool, plugin };
  const types = policyTypes(object);
  const ingress = object.spec?.ingress ?? [];
  const egress = object.spec?.egress ?? [];
  return {
    ref,
    place: { ref, path: [] },
    tier: 'network',
    subject: { namespaces: { kind: 'own', namespace }, pods: pool.pods(object.spec?.podSelector) },
    rules: {
      ingress: types.includes('Ingress')
        ? ingress.map(({ from, ports }, index) =>
            compileRule(context, { path: ['spec', 'ingress', index], side: 'from', peers: from, ports }),
          )
        : undefined,
      egress: types.includes('Egress')
        ? egress.map(({ to, ports }, index) =>
            compileRule(context, { path: ['spec', 'egress', index], side: 'to', peers: to, ports }),
          )
        : undefined,
    },
  };
}

/** Where no type is named: always Ingress, and Egress if there is any egress rule (pkg/apis/networking/v1/defaults.go). */
function policyTypes({ spec }: NetworkPolicy): readonly string[] {
  const written = spec?.policyTypes ?? [];
  if (written.length > 0) return written;
  return (spec?.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function compileRule(context: Context, { path, side, peers, ports }: WrittenRule): PolicyRule {
  const { ref } = context;
  const place = { ref, path };
  return {
    action: 'allow',
    place,
    portsPlace: { ref, path: [...path, 'ports'] },
    peers: compilePeers(context, { path: [...path, side], peers, ruleAt: place }),
    ports: compilePorts(ports, context.plugin),
  };
}

/** An absent list of peers and an empty one alike mean everyone, outside the cluster too. */
function compilePeers(
  context: Context,
  {
    path,
    peers,
    ruleAt,
  }: { readonly path: RulePlace['path']; readonly peers: WrittenRule['peers']; readonly ruleAt: RulePlace },
): readonly PeerRule[] {
  if (peers === undefined || peers === null || peers.length === 0) return [{ kind: 'everyone', place: ruleAt }];
  return peers.map((peer, index) => compilePeer(context, peer, { ref: context.ref, path: [...path, index] }));
}

function compilePeer({ namespace, pool, plugin }: Context, peer: NetworkPolicyPeer, place: RulePlace): PeerRule {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) {
    return {
      kind: 'blocks',
      place,
      text: ipBlock.cidr,
      cidrs: [ipBlock.cidr].flatMap((text) => parseCidr(text) ?? []),
      except: (ipBlock.except ?? []).flatMap((text) => parseCidr(text) ?? []),
      blindTo: [
        ...(plugin.ipBlockMatchesPods ? [] : (['pod'] as const)),
        ...(plugin.ipBlockMatchesNodes ? [] : (['node'] as const)),
      ],
    };
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

/** An absent list of ports and an empty one alike mean every port of every protocol. */
function compilePorts(ports: WrittenRule['ports'], plugin: PolicyEnforcement): readonly PortRule[] {
  if (ports === undefined || ports === null || ports.length === 0) return [{ kind: 'any' }];
  return ports.map((port) => compilePort(port, plugin));
}

/** A string is always a name, even one of digits. */
function compilePort({ port, endPort, protocol: written }: NetworkPolicyPort, plugin: PolicyEnforcement): PortRule {
  const protocol = (written ?? 'TCP') as Protocol;
  if (port === undefined) return { kind: 'protocol', protocol };
  if (typeof port === 'string') return { kind: 'named', name: port, protocol };
  if (endPort === undefined) return { kind: 'range', protocol, from: port, to: port };
  if (plugin.endPort) return { kind: 'range', protocol, from: port, to: endPort };
  return { kind: 'range', protocol, from: port, to: port, ignoredEnd: endPort };
}
