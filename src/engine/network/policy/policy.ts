import type { Cidr, CompiledSelector, FieldPath, ObjectRef, Protocol } from '../../model/index.ts';
import type { Direction } from './question.ts';

/** The tiers in the order in which they are asked (network-policy-api, ClusterNetworkPolicySpec.tier). */
export const TIERS = ['admin', 'network', 'baseline'] as const;
export type Tier = (typeof TIERS)[number];

/**
 * A policy of any kind, ready to be asked. In the network tier the policies of a namespace are a union; in the others
 * they come by priority, and the first rule that matches decides.
 */
export interface CompiledPolicy {
  readonly ref: ObjectRef;
  readonly place: RulePlace;
  readonly tier: Tier;
  /** A lower one comes first; none where the kind has no priorities. */
  readonly priority?: number;
  readonly subject: PodScope;
  /**
   * `undefined` where the policy has nothing to say about a direction. A NetworkPolicy with an empty list isolates its
   * pods and allows nothing.
   */
  readonly rules: Readonly<Record<Direction, readonly PolicyRule[] | undefined>>;
}

/** Matches where any of `peers` and any of `ports` does; what was left out stands here as `everyone` or `any`. */
export interface PolicyRule {
  /** `pass` leaves the decision to the next tier. */
  readonly action: 'allow' | 'deny' | 'pass';
  readonly place: RulePlace;
  readonly portsPlace: RulePlace;
  readonly peers: readonly PeerRule[];
  readonly ports: readonly PortRule[];
}

/** A field of a policy. The object itself is the key under which its line in the manifest is remembered. */
export interface RulePlace {
  readonly ref: ObjectRef;
  readonly path: FieldPath;
}

/** Pods by their own labels and their namespace. */
export interface PodScope {
  readonly namespaces: NamespaceScope;
  readonly pods: CompiledSelector;
}

/** `own`: an absent namespaceSelector of a NetworkPolicy. An empty one is `matching` with nothing to meet. */
export type NamespaceScope =
  | { readonly kind: 'own'; readonly namespace: string }
  | { readonly kind: 'matching'; readonly selector: CompiledSelector };

export type PeerRule = { readonly place: RulePlace } & (
  | { readonly kind: 'everyone' }
  /** A peer in which no field is known; the API server rejects it, and it matches no traffic. */
  | { readonly kind: 'nobody' }
  /** `nodesToo`: the scope stands for the host network as well. */
  | { readonly kind: 'pods'; readonly scope: PodScope; readonly nodesToo?: boolean }
  | AddressBlocks
  | { readonly kind: 'nodes'; readonly selector: CompiledSelector }
  | { readonly kind: 'domain-names'; readonly names: readonly string[]; readonly addresses: ReadonlySet<string> }
);

/** `ipBlock` of a NetworkPolicy, `networks` of the others. */
export interface AddressBlocks {
  readonly kind: 'blocks';
  /** As written, for people. */
  readonly text: string;
  readonly cidrs: readonly Cidr[];
  readonly except: readonly Cidr[];
  /** The kinds of peers that the plugin does not match by address. */
  readonly blindTo: readonly ('pod' | 'node')[];
}

export type PortRule =
  | { readonly kind: 'any' }
  | { readonly kind: 'protocol'; readonly protocol: Protocol }
  /** `ignoredEnd` is the endPort that the plugin does not know. */
  | {
      readonly kind: 'range';
      readonly protocol: Protocol;
      readonly from: number;
      readonly to: number;
      readonly ignoredEnd?: number;
    }
  | NamedPortRule;

/**
 * Without a protocol the name stands for a port of any. `ambiguous` are the numbers that pods give the name, where the
 * plugin takes none of them for that.
 */
export interface NamedPortRule {
  readonly kind: 'named';
  readonly name: string;
  readonly protocol?: Protocol;
  readonly ambiguous?: readonly number[];
}
