import type { NamedPortRule, PortSet, TrafficRule } from '../../engine/network/policy/index.ts';
import { type PortSets, portsOf } from '../../engine/network/policy/index.ts';

/**
 * Reports whether every port of `wanted` is one of `given`, on every pod. A name is covered by the same name or by its
 * whole protocol alone: its number differs from pod to pod.
 */
export function portsCover(sets: PortSets, given: readonly TrafficRule[], wanted: readonly TrafficRule[]): boolean {
  if (given.some(({ kind }) => kind === 'any')) return true;
  const numbers = portsIn(sets, given);
  return wanted.every((each) => {
    if (each.kind === 'named' && given.some((other) => isSameName(each, other))) return true;
    return (
      sets.subtract(each.kind === 'named' ? protocolsIn(sets, each) : portsIn(sets, [each]), numbers) === sets.none
    );
  });
}

/** The ports that are written by number. */
function portsIn(sets: PortSets, traffic: readonly TrafficRule[]): PortSet {
  return sets.unionOf(traffic.map((each) => portsOf(each, sets, () => undefined)));
}

/** All that a name may stand for. */
function protocolsIn(sets: PortSets, { protocol }: NamedPortRule): PortSet {
  return protocol === undefined ? sets.all : sets.protocol(protocol);
}

function isSameName({ name, protocol }: NamedPortRule, other: TrafficRule): boolean {
  return other.kind === 'named' && other.name === name && other.protocol === protocol;
}
