import type { PortSet, PortSets } from '../contract/port-set.ts';
import { BitSet, BitSetBuilder } from './bit-set.ts';
import type { Layer } from './partition.ts';
import type { Side } from './side.ts';

/** Sources that some destinations treat otherwise than most sources. */
interface Exception {
  readonly ports: PortSet;
  readonly destinations: BitSet;
}

/**
 * Answers for a source which destinations admit it: the ingress side, turned round. Most destinations treat nearly all
 * sources alike, so only what they grant the others is kept by source.
 */
export class IngressIndex {
  readonly #sets: PortSets;
  /** The destinations by what they grant most sources. */
  readonly #usual: readonly Layer[];
  readonly #exceptions: readonly (readonly Exception[])[];

  constructor(sets: PortSets, side: Side) {
    this.#sets = sets;
    const usual = new Map<PortSet, number[]>();
    const exceptions: Exception[][] = [];
    for (const { members, layers } of side.groups) {
      const [most, ...others] = layers
        .map((layer) => ({ ...layer, size: layer.peers.size }))
        .sort((a, b) => b.size - a.size);
      if (most === undefined) continue;
      const alike = usual.get(most.ports) ?? [];
      usual.set(most.ports, alike);
      for (const member of members) alike.push(member);
      const destinations = BitSet.of(members);
      for (const { ports, peers } of others) {
        const exception = { ports, destinations };
        for (const source of peers) {
          const known = exceptions[source];
          if (known === undefined) exceptions[source] = [exception];
          else known.push(exception);
        }
      }
    }
    this.#usual = [...usual].map(([ports, members]) => ({ ports, peers: BitSet.of(members) }));
    this.#exceptions = exceptions;
  }

  /** The destinations among those of `leaves` that admit the source, by the ports that both sides allow. */
  admitted(leaves: readonly Layer[], source: number): readonly Layer[] {
    const byPorts = new Map<PortSet, BitSetBuilder>();
    const admit = (peers: BitSet, ports: PortSet): void => {
      if (peers.isEmpty) return;
      const builder = byPorts.get(ports) ?? new BitSetBuilder();
      byPorts.set(ports, builder);
      builder.addAll(peers);
    };
    const exceptions = this.#exceptions[source] ?? [];
    const unusual = new BitSetBuilder();
    for (const { destinations } of exceptions) unusual.addAll(destinations);
    const others = unusual.build();
    for (const leave of leaves) {
      for (const arrive of this.#usual) {
        const ports = this.#sets.intersect(leave.ports, arrive.ports);
        if (ports !== this.#sets.none) admit(leave.peers.and(arrive.peers).andNot(others), ports);
      }
      for (const arrive of exceptions) {
        const ports = this.#sets.intersect(leave.ports, arrive.ports);
        if (ports !== this.#sets.none) admit(leave.peers.and(arrive.destinations), ports);
      }
    }
    return [...byPorts].map(([ports, builder]) => ({ ports, peers: builder.build() }));
  }
}
