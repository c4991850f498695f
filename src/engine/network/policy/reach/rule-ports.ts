import type { Pod, Resource } from '../../../model/index.ts';
import { namedPort, PROTOCOLS } from '../../../model/index.ts';
import type { PortRule } from '../policy.ts';
import type { Direction } from '../question.ts';
import type { PolicyTable } from '../table.ts';
import type { PortSet, PortSets } from './port-set.ts';

/** A pod whose policies are asked, and the pod on which the names of ports are looked up: none outside. */
export interface Asking {
  readonly pod: Resource<Pod>;
  readonly direction: Direction;
  readonly destination: Resource<Pod> | undefined;
}

/** The ports of each rule that policies ask for the pod: whatever the rules say, they tell ports apart nowhere else. */
export function rulePorts(table: PolicyTable, sets: PortSets, asking: Asking): readonly PortSet[] {
  const podClass = table.classes.of(asking.pod);
  if (podClass === undefined) return [];
  const steps = table.enforced.stepsFor(podClass, asking.direction);
  const rules = steps.flatMap(({ candidates }) => candidates.flatMap(({ rule }) => rule.ports));
  return [...new Set(rules.flatMap((port) => portsOf(port, sets, asking.destination)))];
}

function portsOf(port: PortRule, sets: PortSets, destination: Resource<Pod> | undefined): readonly PortSet[] {
  switch (port.kind) {
    case 'any':
      return [];
    case 'protocol':
      return [sets.protocol(port.protocol)];
    case 'range':
      return [sets.range(port.protocol, port.from, port.to)];
    case 'named':
      if (port.ambiguous !== undefined) return [];
      return (port.protocol === undefined ? PROTOCOLS : [port.protocol]).flatMap((protocol) => {
        const number = destination === undefined ? undefined : namedPort(destination.object, port.name, protocol);
        return number === undefined ? [] : [sets.range(protocol, number, number)];
      });
  }
}
