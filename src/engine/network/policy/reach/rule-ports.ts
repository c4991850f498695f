import type { Pod, Resource } from '../../../model/index.ts';
import type { PolicyTable } from '../compile/table.ts';
import type { PortSet, PortSets } from '../contract/port-set.ts';
import type { Direction } from '../contract/question.ts';
import { namesOn, portsOf } from '../contract/traffic.ts';

/** One side of connections: the pod whose policies are asked, and the pod on which names of ports are looked up, none outside. */
export interface PodSide {
  readonly pod: Resource<Pod>;
  readonly direction: Direction;
  readonly destination: Resource<Pod> | undefined;
}

/** The ports of each rule that policies ask for the pod: whatever the rules say, they tell ports apart nowhere else. */
export function rulePorts(table: PolicyTable, sets: PortSets, side: PodSide): readonly PortSet[] {
  const podClass = table.classes.of(side.pod);
  if (podClass === undefined) return [];
  const steps = table.enforced.stepsFor(podClass, side.direction);
  const traffic = new Set(steps.flatMap(({ candidates }) => candidates.flatMap(({ rule }) => rule.traffic)));
  const names = namesOn(side.destination?.object);
  const found = new Set([...traffic].map((each) => portsOf(each, sets, names)));
  return [...found].filter((ports) => ports !== sets.none && ports !== sets.all);
}
