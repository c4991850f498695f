import type { Protocol } from '../../../model/index.ts';
import type { PolicyRule } from '../contract/policy.ts';
import type { PortSet, PortSets } from '../contract/port-set.ts';
import type { Direction } from '../contract/question.ts';
import { portsOf, protocolsOf } from '../contract/traffic.ts';
import { BitSet } from './bit-set.ts';
import type { Layer } from './partition.ts';
import type { PeerSpace } from './peer-space.ts';
import type { ReachClass } from './pod-classes.ts';

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
    const { peers, ports } = this.#withoutNames(rule);
    const layers: Layer[] = [{ peers, ports }];
    for (const each of rule.traffic) {
      if (each.kind !== 'named') continue;
      for (const protocol of protocolsOf(each)) {
        layers.push(...this.#named(`${each.name}/${protocol}`, protocol, { peers, asking }));
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

  #withoutNames(rule: PolicyRule): { readonly peers: BitSet; readonly ports: PortSet } {
    const known = this.#known.get(rule);
    if (known !== undefined) return known;
    const sets = this.#sets;
    const found = {
      peers: rule.peers.reduce((all, peer) => all.or(this.#peers.of(peer)), BitSet.empty),
      ports: sets.unionOf(rule.traffic.map((each) => portsOf(each, sets, () => undefined))),
    };
    this.#known.set(rule, found);
    return found;
  }
}
