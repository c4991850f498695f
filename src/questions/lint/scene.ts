import type { ClusterView, Kind, KindMap, Labels, Pod, Resource, Service } from '../../engine/model/index.ts';
import { compareText, formatRef, isExternalName, isFinished } from '../../engine/model/index.ts';
import { PolicyScene } from './policy-scene.ts';
import type { Workload } from './workloads.ts';
import { workloadsOf, writtenOwner } from './workloads.ts';

/** What checks look at: a cluster at rest, with indices that each is made at the first question. */
export class Scene {
  readonly view: ClusterView;
  readonly #selected = new Map<string, readonly Workload[]>();
  #workloads: readonly Workload[] | undefined;
  #byRef: ReadonlyMap<string, Workload> | undefined;
  #idle: readonly Workload[] | undefined;
  #services: ReadonlyMap<Workload, readonly Resource<Service>[]> | undefined;
  #policies: PolicyScene | undefined;

  constructor(view: ClusterView) {
    this.view = view;
  }

  get workloads(): readonly Workload[] {
    this.#workloads ??= workloadsOf(this.view);
    return this.#workloads;
  }

  get policies(): PolicyScene {
    this.#policies ??= new PolicyScene(this.view, this.workloads);
    return this.#policies;
  }

  /** The objects of a kind that somebody wrote. */
  written<K extends Kind>(kind: K): readonly Resource<KindMap[K]>[] {
    return this.view.list(kind).filter(({ origin }) => origin.kind === 'manifest');
  }

  /** The workloads whose pods a Service selects, those without a pod too; none for a Service without a selector. */
  selectedBy(service: Resource<Service>): readonly Workload[] {
    const key = formatRef(service.ref);
    let selected = this.#selected.get(key);
    if (selected === undefined) {
      selected = this.#select(service);
      this.#selected.set(key, selected);
    }
    return selected;
  }

  /** The Services that select pods of a workload, by name. */
  servicesOf(workload: Workload): readonly Resource<Service>[] {
    this.#services ??= this.#servicesByWorkload();
    return this.#services.get(workload) ?? [];
  }

  #servicesByWorkload(): ReadonlyMap<Workload, readonly Resource<Service>[]> {
    const byWorkload = new Map<Workload, Resource<Service>[]>();
    for (const service of this.view.list('Service')) {
      for (const workload of this.selectedBy(service)) {
        const services = byWorkload.get(workload);
        if (services === undefined) byWorkload.set(workload, [service]);
        else services.push(service);
      }
    }
    return byWorkload;
  }

  #select(service: Resource<Service>): readonly Workload[] {
    const selector = selectorOf(service.object);
    if (selector === undefined) return [];
    const namespace = service.ref.namespace;
    const pods = this.view.labelled('Pod', namespace, selector).filter((pod) => !isFinished(pod.object));
    const owners = new Set(pods.map((pod) => formatRef(writtenOwner(this.view, pod))));
    const live = [...owners].flatMap((owner) => this.#workloadNamed(owner) ?? []);
    this.#idle ??= this.workloads.filter(({ live: count }) => count === 0);
    const wouldBe = this.#idle.filter(
      ({ ref, pods: [pod] }) => ref.namespace === namespace && carries(pod.object, selector),
    );
    return [...live, ...wouldBe].sort((a, b) => compareText(formatRef(a.ref), formatRef(b.ref)));
  }

  #workloadNamed(ref: string): Workload | undefined {
    this.#byRef ??= new Map(this.workloads.map((workload) => [formatRef(workload.ref), workload]));
    return this.#byRef.get(ref);
  }
}

/** The labels that a Service looks for; `undefined` where its endpoints are not found by labels. */
export function selectorOf(service: Service): Labels | undefined {
  const selector = service.spec.selector ?? {};
  return isExternalName(service) || Object.keys(selector).length === 0 ? undefined : selector;
}

function carries({ metadata }: Pod, labels: Labels): boolean {
  return Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value);
}
