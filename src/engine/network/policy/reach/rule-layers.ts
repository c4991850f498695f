import type { Protocol } from '../../../model/index.ts';
import { PROTOCOLS } from '../../../model/index.ts';
import type { PeerRule, PolicyRule, PortRule } from '../policy.ts';
import type { Direction } from '../question.ts';
import { BitSet } from './bit-set.ts';
import type { Layer } from './partition.ts';
import type { PeerSpace } from './peer-space.ts';
import type { ReachClass } from './pod-classes.ts';
import type { PortSet, PortSets } from './port-set.ts';

/** What a rule matches, as peers and ports; everything about it that does not depend on the asking pod is found once. */
export class RuleLayers {
  readonly #sets: PortSets;
  readonly #peers: PeerSpace;
  readonly #direction: Direction;
  readonly #known = new Map<PolicyRule, { readonly peers: BitSet; readonly ports: PortSet }>();

  constructor(sets: PortSets, peers: PeerSpace, direction: Direction) {
    this.#sets = sets;
    this.#peers = peers;
    this.#direction = direction;
  }

  /** The rule for the pods of a class. A name stands for a port of the destination: the class itself, or each peer. */
  of(rule: PolicyRule, asking: ReachClass): readonly Layer[] {
    const { peers, ports } = this.#plain(rule);
    const layers: Layer[] = [{ peers, ports }];
    for (const port of rule.ports) {
      if (port.kind !== 'named' || port.ambiguous !== undefined) continue;
      for (const protocol of port.protocol === undefined ? PROTOCOLS : [port.protocol]) {
        layers.push(...this.#named(`${port.name}/${protocol}`, protocol, { peers, asking }));
      }
    }
    return layers;
  }

  #named(
    name: string,
    protocol: Protocol,
    { peers, asking }: { readonly peers: BitSet; readonly asking: ReachClass },
  ): readonly Layer[] {
    if (this.#direction === 'ingress') {
      const port = asking.ports.get(name);
      return port === undefined ? [] : [{ peers, ports: this.#sets.range(protocol, port, port) }];
    }
    return this.#peers.withPort(name).map(({ port, peers: named }) => ({
      peers: peers.and(named),
      ports: this.#sets.range(protocol, port, port),
    }));
  }

  #plain(rule: PolicyRule): { readonly peers: BitSet; readonly ports: PortSet } {
    const known = this.#known.get(rule);
    if (known !== undefined) return known;
    const found = {
      peers: rule.peers.reduce((all: BitSet, peer: PeerRule) => all.or(this.#peers.of(peer)), BitSet.empty),
      ports: rule.ports.reduce((all, port) => this.#sets.union(all, this.#portsOf(port)), this.#sets.none),
    };
    this.#known.set(rule, found);
    return found;
  }

  #portsOf(port: PortRule): PortSet {
    switch (port.kind) {
      case 'any':
        return this.#sets.all;
      case 'protocol':
        return this.#sets.protocol(port.protocol);
      case 'range':
        return this.#sets.range(port.protocol, port.from, port.to);
      case 'named':
        return this.#sets.none;
    }
  }
}
