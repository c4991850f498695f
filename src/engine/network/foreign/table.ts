import type { ClusterView, Diagnostic, Pod, Reason, Resource, Service } from '../../model/index.ts';
import { compileLabels, qualifiedName, selects, valueAt, writtenLabels } from '../../model/index.ts';
import type { ActingObject, Direction, ForeignObject } from './acting-object.ts';
import { unknownBecause } from './acting-object.ts';
import { servicesNamed } from './named-services.ts';

/** Why an answer is unknown: the object that nobody understands, and what it may do. */
export interface Doubt {
  readonly object: ForeignObject;
  readonly reason: Reason;
  /** Whether it may let through what a NetworkPolicy keeps out; what only restricts leaves a denial as it is. */
  readonly overrules: boolean;
}

/** The objects of foreign kinds that somebody in the cluster may act on, by whom they touch. Compiled once for each state. */
export class ForeignTable {
  readonly view: ClusterView;
  readonly diagnostics: readonly Diagnostic[];
  /** Those that restrict or isolate. */
  readonly acting: readonly ActingObject[];
  readonly waysIn: readonly ForeignObject[];
  readonly runners: readonly ForeignObject[];
  /** Of kinds that nobody knows. */
  readonly undeclared: readonly ForeignObject[];
  /** Those that may make pods. */
  readonly #makers: readonly ForeignObject[];
  readonly #ofPods = new WeakMap<Resource<Pod>, Partial<Record<Direction, Doubt | 'none'>>>();

  constructor(
    view: ClusterView,
    objects: {
      readonly acting: readonly ActingObject[];
      readonly others: readonly ForeignObject[];
      readonly diagnostics: readonly Diagnostic[];
    },
  ) {
    this.view = view;
    this.diagnostics = objects.diagnostics;
    this.acting = objects.acting;
    this.waysIn = objects.others.filter(({ row }) => row.effect === 'leads-in');
    this.runners = objects.others.filter(({ row }) => row.effect === 'runs');
    this.undeclared = objects.others.filter(({ row }) => row.effect === 'undeclared');
    this.#makers = [...this.runners, ...this.undeclared];
  }

  /** What may act on a pod in a direction; where several may, one that overrules policies. */
  onPod(pod: Resource<Pod>, direction: Direction): Doubt | undefined {
    if (this.acting.length === 0) return undefined;
    const known = this.#ofPods.get(pod) ?? {};
    this.#ofPods.set(pod, known);
    known[direction] ??= this.#find(pod, direction) ?? 'none';
    const doubt = known[direction];
    return doubt === 'none' ? undefined : doubt;
  }

  /** What may act on a connection between two groups of pods: one that overrules policies, where there is one. */
  onConnection(from: readonly Resource<Pod>[], to: readonly Resource<Pod>[]): Doubt | undefined {
    if (this.acting.length === 0) return undefined;
    let found: Doubt | undefined;
    for (const [pods, direction] of [
      [from, 'egress'],
      [to, 'ingress'],
    ] as const) {
      for (const pod of pods) {
        const doubt = this.onPod(pod, direction);
        if (doubt?.overrules === true) return doubt;
        found ??= doubt;
      }
    }
    return found;
  }

  /** Reports whether anything may act on a pod of a namespace, or of any. */
  actsIn(namespace: string | undefined): boolean {
    if (this.acting.length === 0) return false;
    const pods = this.view.list('Pod', namespace);
    return pods.some((pod) => this.acting.some(({ subject }) => subject.mayBePod(pod)));
  }

  /** What may act on what nodes send and get, and pods on their network. */
  onNode(node: string): Doubt | undefined {
    const object = this.acting.find(({ subject }) => subject.nodes);
    return object && { object, reason: unknownBecause(object, `node ${node}`), overrules: true };
  }

  /** What may run pods that a Service leads to: by the labels that it says, else where the Service has no endpoint without. */
  behind({ ref, object }: Resource<Service>, hasEndpoints: boolean): Doubt | undefined {
    const selector = compileLabels(object.spec.selector ?? {});
    if (selector.requirements.length === 0) return undefined;
    const found = this.#makers.find(({ resource, row }) => {
      if (resource.ref.namespace !== ref.namespace) return false;
      const labels = row.podLabels && writtenLabels(valueAt(resource.object, row.podLabels));
      return labels === undefined ? !hasEndpoints : selects(selector, labels);
    });
    return found && this.#doubt(found, `behind Service ${qualifiedName(ref)}`);
  }

  /** Reports whether anything may run pods in a namespace, or anywhere, be it of a kind that nobody knows. */
  mayRunIn(namespace: string | undefined): boolean {
    return this.#makers.some(({ resource: { ref } }) => namespace === undefined || ref.namespace === namespace);
  }

  /** What runs pods in a namespace, or anywhere. */
  runsIn(namespace: string | undefined): Doubt | undefined {
    const found = this.runners.find(({ resource: { ref } }) => namespace === undefined || ref.namespace === namespace);
    return found && this.#doubt(found, namespace === undefined ? 'in the cluster' : `in namespace ${namespace}`);
  }

  /** What may make Services of names that nobody knows in a namespace. */
  namesIn(namespace: string): Doubt | undefined {
    const found = this.#makers.find(
      ({ resource, row }) => row.podLabels === undefined && resource.ref.namespace === namespace,
    );
    return found && this.#doubt(found, `and Services in namespace ${namespace}`);
  }

  /** What may lead to a Service from outside. */
  leadingTo({ ref }: Resource<Service>): readonly Doubt[] {
    return this.waysIn
      .filter(({ resource, row }) => {
        if (row.services === 'none') return false;
        const named = row.services && servicesNamed(resource.object, row.services);
        if (named === undefined) return resource.ref.namespace === ref.namespace;
        return named.some(({ namespace, name }) => namespace === ref.namespace && name === ref.name);
      })
      .map((found) => this.#doubt(found, `Service ${qualifiedName(ref)}`));
  }

  get isEmpty(): boolean {
    return this.acting.length + this.waysIn.length + this.runners.length + this.undeclared.length === 0;
  }

  #find(pod: Resource<Pod>, direction: Direction): Doubt | undefined {
    const all = this.acting.filter(
      ({ directions, subject }) => directions.includes(direction) && subject.mayBePod(pod),
    );
    const found = all.find(overrules) ?? all[0];
    return found && { ...this.#doubt(found, `pod ${qualifiedName(pod.ref)}`), overrules: overrules(found) };
  }

  #doubt(object: ForeignObject, whom: string): Doubt {
    return { object, reason: unknownBecause(object, whom), overrules: true };
  }
}

/** On a network of its own a pod may be reached in spite of all policies of the cluster's. */
function overrules({ row }: ActingObject): boolean {
  return row.overrules === true || row.effect === 'isolates';
}
