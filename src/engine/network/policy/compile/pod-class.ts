import type { ClusterView, Labels, Pod, PolicyReading, Resource } from '../../../model/index.ts';
import { formatLabels, isFinished, namespaceLabels, usesHostNetwork } from '../../../model/index.ts';

/** All pods that no selector of any policy tells apart; one object for each class. */
export interface PodClass {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  /** Only the labels that some selector asks for. */
  readonly labels: Labels;
}

/** Every namespace carries it, whatever its manifest says. */

/** Sorts pods into classes, each at the first question about it. */
export class PodClasses {
  readonly #view: ClusterView;
  readonly #reading: PolicyReading;
  readonly #keys: ReadonlySet<string>;
  readonly #byPod = new WeakMap<Resource<Pod>, PodClass>();
  readonly #byText = new Map<string, PodClass>();
  readonly #namespaceLabels = new Map<string, Labels>();

  constructor(view: ClusterView, reading: PolicyReading, keys: ReadonlySet<string>) {
    this.#view = view;
    this.#reading = reading;
    this.#keys = keys;
  }

  /**
   * `undefined` for pods that no selector may match: those that have ended, and, with most plugins, those on the host
   * network (https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods).
   */
  of(pod: Resource<Pod>): PodClass | undefined {
    const known = this.#byPod.get(pod);
    if (known !== undefined) return known;
    if (isFinished(pod.object)) return undefined;
    if (usesHostNetwork(pod.object) && this.#reading.hostNetwork !== 'pod') return undefined;
    const found = this.#find(pod);
    this.#byPod.set(pod, found);
    return found;
  }

  #find({ ref, object }: Resource<Pod>): PodClass {
    const namespace = ref.namespace;
    const asked = Object.entries(object.metadata.labels ?? {}).filter(([key]) => this.#keys.has(key));
    const labels = Object.fromEntries(asked);
    const text = `${namespace}/${formatLabels(labels)}`;
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const found = { namespace, namespaceLabels: this.labelsOf(namespace), labels };
    this.#byText.set(text, found);
    return found;
  }

  /** The labels of a namespace, with the one that carries its name; it need not be declared. */
  labelsOf(namespace: string): Labels {
    const known = this.#namespaceLabels.get(namespace);
    if (known !== undefined) return known;
    const labels = namespaceLabels(this.#view, namespace);
    this.#namespaceLabels.set(namespace, labels);
    return labels;
  }
}
