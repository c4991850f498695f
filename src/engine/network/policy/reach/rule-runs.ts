import type { RuleVerdict } from '../contract/policy.ts';
import type { PortSet, PortSets } from '../contract/port-set.ts';
import type { Layer } from './partition.ts';

/** What one rule, or several that may as well be one, says of some peers. */
export interface Ruling {
  readonly verdict: RuleVerdict;
  readonly layer: Layer;
}

/**
 * The same rulings in fewer: of those that follow each other and have one verdict, the order does not matter, so that those
 * about the same peers are one with the ports of all. A policy may have thousands of rules of one port each.
 */
export function joinRulings(rulings: readonly Ruling[], sets: PortSets): readonly Ruling[] {
  const joined: Ruling[] = [];
  for (let start = 0, end = 0; start < rulings.length; start = end) {
    const verdict = rulings[start]?.verdict ?? 'allow';
    while (rulings[end]?.verdict === verdict) end++;
    joined.push(...byPeers(rulings.slice(start, end), sets).map((layer) => ({ verdict, layer })));
  }
  return joined;
}

function byPeers(rulings: readonly Ruling[], sets: PortSets): readonly Layer[] {
  if (rulings.length === 1) return rulings.map(({ layer }) => layer);
  const groups = new Map<string, { readonly peers: Layer['peers']; readonly ports: PortSet[] }>();
  for (const {
    layer: { peers, ports },
  } of rulings) {
    const key = `${peers.firstWord} ${peers.words}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { peers, ports: [ports] });
    else group.ports.push(ports);
  }
  return [...groups.values()].map(({ peers, ports }) => ({ peers, ports: sets.unionOf(ports) }));
}
