import type { ClusterView } from '../../../model/index.ts';
import { isFinished, runningContainers, usesHostNetwork } from '../../../model/index.ts';

/**
 * The numbers that the cluster's pods give to the name of a port, in order. A plugin that keeps one table of names for
 * the whole cluster cannot tell which of several is meant (cilium pkg/types/portmap.go, GetNamedPort).
 */
export class PortNames {
  readonly #view: ClusterView;
  #numbers: ReadonlyMap<string, ReadonlySet<number>> | undefined;

  constructor(view: ClusterView) {
    this.#view = view;
  }

  numbersOf(name: string, protocol: string): readonly number[] {
    this.#numbers ??= numbersByName(this.#view);
    return [...(this.#numbers.get(`${name}/${protocol}`) ?? [])].sort((a, b) => a - b);
  }
}

function numbersByName(view: ClusterView): ReadonlyMap<string, ReadonlySet<number>> {
  const numbers = new Map<string, Set<number>>();
  for (const { object } of view.list('Pod')) {
    if (usesHostNetwork(object) || isFinished(object)) continue;
    for (const { name, containerPort, protocol } of runningContainers(object).flatMap(({ ports = [] }) => ports)) {
      if (name === undefined) continue;
      const key = `${name}/${protocol}`;
      const known = numbers.get(key);
      if (known === undefined) numbers.set(key, new Set([containerPort]));
      else known.add(containerPort);
    }
  }
  return numbers;
}
