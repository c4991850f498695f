import type { Address, Cidr, ClusterView } from '../../engine/model/index.ts';
import {
  addressOf,
  bitsOf,
  cidrOf,
  contains,
  formatAddress,
  formatCidr,
  parseAddress,
  parseCidr,
  parseLegacyCidr,
} from '../../engine/model/index.ts';
import { compilePolicies, rangesOf } from '../../engine/network/policy/index.ts';
import { EXTERNAL_CLIENT, type PartyQuery, type Phrase, partyPhrase } from '../../grammar/index.ts';

/**
 * Clients that speak for everyone outside: one that no rule names, and one for each set of addresses that the ipBlocks of
 * ingress rules and loadBalancerSourceRanges tell apart. Addresses of pods, Services and nodes are
 * inside.
 */
export function outsideClients(view: ClusterView): readonly Phrase<PartyQuery>[] {
  const named = namedBlocks(view);
  const inside = insideBlocks(view);
  const isInside = (address: Address) => inside.some((block) => contains(block, address));
  const alike = (address: Address) => named.map((block) => (contains(block, address) ? '1' : '0')).join('');
  const anyone = parseAddress(EXTERNAL_CLIENT);
  const seen = new Set(anyone === undefined ? [] : [alike(anyone)]);
  const clients = [partyPhrase<PartyQuery>({ kind: 'external' })];
  for (const address of firstAddresses([...named, ...inside])) {
    const same = alike(address);
    if (isInside(address) || seen.has(same)) continue;
    seen.add(same);
    clients.push(partyPhrase<PartyQuery>({ kind: 'external', ip: formatAddress(address) }));
  }
  return clients;
}

function namedBlocks(view: ClusterView): readonly Cidr[] {
  const { policies } = compilePolicies(view).written;
  const peers = policies.flatMap(({ rules }) => (rules.ingress ?? []).flatMap((rule) => rule.peers.flatMap(rangesOf)));
  const balancers = view.list('Service').flatMap(({ object }) => object.spec.loadBalancerSourceRanges ?? []);
  const ranges = [...peers, ...balancers.flatMap((text) => parseLegacyCidr(text.trim()) ?? [])];
  return [...new Map(ranges.map((range) => [formatCidr(range), range])).values()];
}

/** The addresses of pods, Services and nodes. */
export function insideBlocks(view: ClusterView): readonly Cidr[] {
  const { podCIDRs, serviceCIDRs } = view.spec.network;
  const nodes = view.list('Node').flatMap(({ object }) => object.status?.addresses ?? []);
  const hosts = nodes.flatMap(({ address }) => parseAddress(address) ?? []);
  return [
    ...[...podCIDRs, ...serviceCIDRs].flatMap((text) => parseCidr(text) ?? []),
    ...hosts.map((address) => cidrOf(address, bitsOf(address.family))),
  ];
}

/** Between two neighbours among the ends of the blocks, no block tells addresses apart: the first of each stretch. */
function firstAddresses(blocks: readonly Cidr[]): readonly Address[] {
  const addresses = blocks.flatMap(({ family, first, last }) => {
    const behind = last + 1n;
    return [first, ...(behind < 1n << BigInt(bitsOf(family)) ? [behind] : [])].map((value) => addressOf(family, value));
  });
  const ends = new Map(addresses.map((address) => [address.text, address]));
  return [...ends.values()]
    .sort((a, b) => a.family - b.family || (a.value < b.value ? -1 : 1))
    .map((address) => hostAfter(address, ends));
}

/** The second address of a block: the first one is the network's own, and no host has it. Of a block of one address, that one. */
function hostAfter(address: Address, ends: ReadonlyMap<string, Address>): Address {
  const { family, value } = address;
  if (value + 1n >= 1n << BigInt(bitsOf(family))) return address;
  const next = addressOf(family, value + 1n);
  return ends.has(next.text) ? address : next;
}
