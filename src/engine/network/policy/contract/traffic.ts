import type { PacketProtocol, Pod, Protocol } from '../../../model/index.ts';
import { namedPort, PROTOCOLS } from '../../../model/index.ts';
import type { RulePlace } from './place.ts';
import type { PortSet, PortSets } from './port-set.ts';

/** What a rule is about. `any` is everything that a packet can carry, ICMP too; of ports all others are about ports alone. */
export type TrafficRule =
  | { readonly kind: 'any' }
  | { readonly kind: 'protocol'; readonly place: RulePlace; readonly protocol: Protocol }
  /** Both ends included. `ignoredEnd` is the endPort that the plugin does not know. */
  | {
      readonly kind: 'range';
      readonly place: RulePlace;
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
  readonly place: RulePlace;
  readonly name: string;
  readonly protocol?: Protocol;
  readonly ambiguous?: readonly number[];
}

/** What a packet carries, and the pod on which the names of ports are looked up: none where its destination is no pod. */
export interface PortAsked {
  readonly protocol: PacketProtocol;
  /** 0 for ICMP. */
  readonly port: number;
  readonly destination: { readonly object: Pod } | undefined;
}

/** Reports whether a rule is about what a packet carries. A name is a different number on each destination pod. */
export function isAbout(rule: TrafficRule, { protocol, port, destination }: PortAsked): boolean {
  switch (rule.kind) {
    case 'any':
      return true;
    case 'protocol':
      return rule.protocol === protocol;
    case 'range':
      return rule.protocol === protocol && rule.from <= port && port <= rule.to;
    case 'named': {
      if (destination === undefined || rule.ambiguous !== undefined || (rule.protocol ?? protocol) !== protocol) {
        return false;
      }
      return namedPort(destination.object, rule.name, protocol) === port;
    }
  }
}

/** The protocols with which a name may be meant: none where the plugin takes none of the ports of that name. */
export function protocolsOf({ protocol, ambiguous }: NamedPortRule): readonly Protocol[] {
  if (ambiguous !== undefined) return [];
  return protocol === undefined ? PROTOCOLS : [protocol];
}

/** The ports that a rule is about, where `numberOf` knows the ports of that name: `undefined` where there is none. */
export function portsOf(
  rule: TrafficRule,
  sets: PortSets,
  numberOf: (name: string, protocol: Protocol) => number | undefined,
): PortSet {
  switch (rule.kind) {
    case 'any':
      return sets.all;
    case 'protocol':
      return sets.protocol(rule.protocol);
    case 'range':
      return sets.range(rule.protocol, rule.from, rule.to);
    case 'named':
      return protocolsOf(rule).reduce((all, protocol) => {
        const number = numberOf(rule.name, protocol);
        return number === undefined ? all : sets.union(all, sets.range(protocol, number, number));
      }, sets.none);
  }
}

/** What `portsOf` knows of names on a pod; nothing where there is no pod. */
export function namesOn(pod: Pod | undefined): (name: string, protocol: Protocol) => number | undefined {
  return (name, protocol) => (pod === undefined ? undefined : namedPort(pod, name, protocol));
}
