import type { ClusterView, FieldPath, Labels, Pod, Resource } from '../../model/index.ts';
import {
  compareRefs,
  compileLabels,
  controllerOf,
  editDistance,
  isFinished,
  qualifiedName,
  selects,
} from '../../model/index.ts';

/** A pod that a selector misses, and the label that makes it miss. */
export interface NearPod {
  readonly pod: Resource<Pod>;
  /** The label of the pod that differs. */
  readonly path: FieldPath;
  /** The key of the selector that the pod fails first; `undefined` for a pod that is only in another namespace. */
  readonly key: string | undefined;
  /** `pod default/mariadb-0 has run=mariadbb`. */
  readonly mismatch: string;
  /** 0 would be a match; 1 for each label that the pod has nothing like. */
  readonly distance: number;
}

/** In between "has a label that differs by a typo" and "has another label". */
const OTHER_NAMESPACE = 0.3;

/**
 * The pods that come nearest to a selector that selects none in its namespace: first by how much their labels differ,
 * then by name. Pods of one owner are alike, so only the first of them counts.
 */
export function nearestPods(view: ClusterView, namespace: string, selector: Labels): readonly NearPod[] {
  const compiled = compileLabels(selector);
  const found: NearPod[] = [];
  const owners = new Set<string>();
  for (const pod of view.list('Pod')) {
    if (isFinished(pod.object)) continue;
    const elsewhere = pod.ref.namespace !== namespace;
    if (elsewhere && !selects(compiled, pod.object.metadata.labels)) continue;
    const owner = ownerOf(pod);
    if (owners.has(owner)) continue;
    owners.add(owner);
    found.push(elsewhere ? inOtherNamespace(pod) : nearPod(pod, selector));
  }
  return found.sort((a, b) => a.distance - b.distance || compareRefs(a.pod.ref, b.pod.ref));
}

function ownerOf({ ref, object }: Resource<Pod>): string {
  const owner = controllerOf(object);
  return `${ref.namespace}/${owner === undefined ? `Pod/${ref.name}` : `${owner.kind}/${owner.name}`}`;
}

function inOtherNamespace(pod: Resource<Pod>): NearPod {
  return {
    pod,
    path: ['metadata', 'namespace'],
    key: undefined,
    mismatch: `pod ${qualifiedName(pod.ref)} has these labels, but is in namespace ${pod.ref.namespace}`,
    distance: OTHER_NAMESPACE,
  };
}

function nearPod(pod: Resource<Pod>, selector: Labels): NearPod {
  const labels = pod.object.metadata.labels ?? {};
  const unmet = Object.entries(selector)
    .filter(([key, wanted]) => labels[key] !== wanted)
    .map(([key, wanted]) => unmetLabel(labels, key, wanted));
  return {
    pod,
    path: ['metadata', 'labels', ...(unmet[0]?.found === undefined ? [] : [unmet[0].found])],
    key: unmet[0]?.key,
    mismatch: `pod ${qualifiedName(pod.ref)} has ${unmet.map(({ text }) => text).join(' and ')}`,
    distance: unmet.reduce((sum, { distance }) => sum + distance, 0),
  };
}

interface UnmetLabel {
  readonly key: string;
  /** The key of the pod's label that comes nearest. */
  readonly found?: string;
  readonly text: string;
  readonly distance: number;
}

function unmetLabel(labels: Labels, key: string, wanted: string): UnmetLabel {
  const value = labels[key];
  if (value !== undefined) return { key, found: key, text: `${key}=${value}`, distance: difference(value, wanted) };
  const namesake = Object.keys(labels)
    .filter((other) => labels[other] === wanted)
    .sort((a, b) => difference(a, key) - difference(b, key) || (a < b ? -1 : 1))[0];
  if (namesake === undefined) return { key, text: `no label ${key}`, distance: 1 };
  const distance = difference(namesake, key) * 0.8;
  return { key, found: namesake, text: `${namesake}=${wanted} instead of ${key}=${wanted}`, distance };
}

/** From just above 0, for a typo, to 1, for texts that have nothing in common. */
function difference(a: string, b: string): number {
  return editDistance(a, b) / Math.max(a.length, b.length, 1);
}
