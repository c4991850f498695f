import type { AddressRange, Cidr, CompiledSelector } from '../../../model/index.ts';
import { bitsOf, cidrOf, overlaps, parseAddress } from '../../../model/index.ts';
import type { RulePlace } from './place.ts';

/** Who is at the other end of a connection, as a rule names it. */
export type PeerRule = { readonly place: RulePlace; readonly at: HookPoint } & (
  | { readonly kind: 'everyone' }
  /** A peer in which no field is known; the API server rejects it, and it matches no traffic. */
  | { readonly kind: 'nobody' }
  /** `nodesToo`: the scope stands for the host network as well. */
  | { readonly kind: 'pods'; readonly scope: PodScope; readonly nodesToo?: boolean }
  | AddressBlocks
  | { readonly kind: 'nodes'; readonly selector: CompiledSelector }
  | { readonly kind: 'domain-names'; readonly names: readonly string[]; readonly addresses: ReadonlySet<string> }
);

/**
 * Where the packet is looked at: before or behind the translation of Service addresses. A packet that nothing translates is
 * the same at both.
 */
export type HookPoint = 'before-translation' | 'after-translation';

/** Pods by their own labels and their namespace. */
export interface PodScope {
  readonly namespaces: NamespaceScope;
  readonly pods: CompiledSelector;
}

/** `own`: the namespace of the policy itself. An empty selector is `matching` with nothing to meet. */
export type NamespaceScope =
  | { readonly kind: 'own'; readonly namespace: string }
  | { readonly kind: 'matching'; readonly selector: CompiledSelector };

/** Addresses in some ranges, without those in others. */
export interface AddressBlocks {
  readonly kind: 'blocks';
  /** As written, for people. */
  readonly text: string;
  /** The field that holds the ranges. */
  readonly rangesPlace: RulePlace;
  readonly cidrs: readonly Cidr[];
  readonly except: readonly Cidr[];
  /** The kinds of peers that the plugin does not match by address. */
  readonly blindTo: readonly ('pod' | 'node')[];
}

/** Reports whether one of the blocks holds every address of a range, and no exception takes one of them out. */
export function holdsAllOf({ cidrs, except }: AddressBlocks, range: AddressRange): boolean {
  const holds = cidrs.some(
    ({ family, first, last }) => family === range.family && first <= range.first && range.last <= last,
  );
  return holds && !except.some((each) => overlaps(each, range));
}

/** The ranges of addresses at whose ends a peer begins or ceases to match; none for peers that are no addresses. */
export function rangesOf(peer: PeerRule): readonly Cidr[] {
  if (peer.kind === 'blocks') return [...peer.cidrs, ...peer.except];
  return peer.kind === 'domain-names' ? hostRanges(peer.addresses) : [];
}

/** Each address as a range of its own. */
export function hostRanges(addresses: Iterable<string>): readonly Cidr[] {
  return [...addresses].flatMap((text) => {
    const address = parseAddress(text);
    return address === undefined ? [] : [cidrOf(address, bitsOf(address.family))];
  });
}

/** Reports whether a peer is neither pods nor ranges of addresses, so that no matrix has it: nodes, hosts by their names. */
export function isBeyondMatrix({ kind }: PeerRule): boolean {
  return kind === 'nodes' || kind === 'domain-names';
}
