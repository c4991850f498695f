import { canonicalJson, formatCidr } from '../../engine/model/index.ts';
import type { CompiledPolicy, PeerRule, PodScope, PolicyRule, TrafficRule } from '../../engine/network/policy/index.ts';

/** A text that is the same for policies that say the same of the same pods, whatever they are called. */
export function policyMeaning({ subject, tier, order, rules, isolates }: CompiledPolicy): string {
  return canonicalJson([
    tier.name,
    `${order}`,
    scopeMeaning(subject.scope),
    isolates,
    rules.ingress?.map(ruleMeaning),
    rules.egress?.map(ruleMeaning),
  ]);
}

function ruleMeaning({ verdict, peers, traffic }: PolicyRule): unknown {
  return [verdict, peers.map(peerMeaning), traffic.map(trafficMeaning)];
}

function peerMeaning(peer: PeerRule): unknown {
  switch (peer.kind) {
    case 'everyone':
    case 'nobody':
      return peer.kind;
    case 'pods':
      return [peer.kind, scopeMeaning(peer.scope)];
    case 'blocks':
      return [peer.kind, peer.cidrs.map(formatCidr), peer.except.map(formatCidr)];
    case 'nodes':
      return [peer.kind, peer.selector.text];
    case 'domain-names':
      return [peer.kind, peer.names];
  }
}

function scopeMeaning({ namespaces, pods }: PodScope): unknown {
  return [namespaces.kind, namespaces.kind === 'own' ? namespaces.namespace : namespaces.selector.text, pods.text];
}

function trafficMeaning(rule: TrafficRule): unknown {
  if (rule.kind === 'any') return rule.kind;
  const { place: _, ...rest } = rule;
  return rest;
}
