import type { ClusterView, CompiledSelector, LabelSelector, Labels, OwnerReference } from '../../model/index.ts';
import { compileLabels, compileSelector, controllerOf } from '../../model/index.ts';
import type { PodGroup } from './pod-groups.ts';
import type { PodInfo } from './pod-info.ts';

type Pairs = readonly (readonly [string, string])[];

/**
 * What selects the replicas that a pod belongs to: the selectors of its Services and of its controlling
 * ReplicationController, ReplicaSet or StatefulSet together; empty where there is none.
 *
 * pkg/scheduler/framework/plugins/helper/spread.go (DefaultSelector)
 */
export class DefaultSelectors {
  readonly #view: ClusterView;
  readonly #byOwner = new Map<string, CompiledSelector>();
  readonly #ofServices = new Map<PodGroup, Labels>();
  readonly #servicesByPair = new Map<string, ReadonlyMap<string, readonly Pairs[]>>();

  constructor(view: ClusterView) {
    this.#view = view;
  }

  of({ resource, group }: PodInfo): CompiledSelector {
    const owner = controllerOf(resource.object);
    const labels = this.#serviceLabels(group);
    const key = JSON.stringify([group.namespace, owner?.kind, owner?.name, labels]);
    const known = this.#byOwner.get(key);
    if (known !== undefined) return known;
    const selector = mergeSelectors(labels, ownerSelector(this.#view, group.namespace, owner));
    this.#byOwner.set(key, selector);
    return selector;
  }

  /** The selectors of all Services that select the group's pods, as one. */
  #serviceLabels(group: PodGroup): Labels {
    const known = this.#ofServices.get(group);
    if (known !== undefined) return known;
    const byPair = this.#servicesOf(group.namespace);
    const candidates = Object.entries(group.labels).flatMap(([key, value]) => byPair.get(`${key}=${value}`) ?? []);
    const selecting = candidates.filter((pairs) => pairs.every(([key, value]) => group.labels[key] === value));
    const labels = Object.fromEntries(selecting.flat());
    this.#ofServices.set(group, labels);
    return labels;
  }

  /** The selectors of a namespace's Services by their first pair, so that a pod tries only those that may select it. */
  #servicesOf(namespace: string): ReadonlyMap<string, readonly Pairs[]> {
    const known = this.#servicesByPair.get(namespace);
    if (known !== undefined) return known;
    const byPair = new Map<string, Pairs[]>();
    for (const { object } of this.#view.list('Service', namespace)) {
      const pairs = Object.entries(object.spec.selector ?? {});
      if (pairs[0] === undefined) continue;
      const first = `${pairs[0][0]}=${pairs[0][1]}`;
      byPair.set(first, [...(byPair.get(first) ?? []), pairs]);
    }
    this.#servicesByPair.set(namespace, byPair);
    return byPair;
  }
}

function ownerSelector(view: ClusterView, namespace: string, owner: OwnerReference | undefined): LabelSelector {
  if (owner?.kind === 'ReplicaSet') return view.get('ReplicaSet', owner.name, namespace)?.object.spec.selector ?? {};
  if (owner?.kind === 'StatefulSet') return view.get('StatefulSet', owner.name, namespace)?.object.spec.selector ?? {};
  if (owner?.kind !== 'ReplicationController') return {};
  return { matchLabels: view.get('ReplicationController', owner.name, namespace)?.object.spec.selector ?? {} };
}

/** The same requirement of Service and owner counts once, so that equal selectors have equal texts. */
function mergeSelectors(services: Labels, owner: LabelSelector): CompiledSelector {
  if (Object.keys(owner).length === 0) return compileLabels(services);
  return compileSelector({ ...owner, matchLabels: { ...services, ...owner.matchLabels } });
}
