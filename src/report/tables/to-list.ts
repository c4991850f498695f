import type { Resource } from '../../engine/model/index.ts';
import { compareText } from '../../engine/model/index.ts';

/** A value of the API with its keys in order. */
export type OrderedObject = Readonly<Record<string, unknown>>;

/** What `kubectl get -o json` prints for any number of objects but a single one asked for by name. */
export interface ObjectList {
  readonly apiVersion: 'v1';
  readonly items: readonly OrderedObject[];
  readonly kind: 'List';
  readonly metadata: { readonly resourceVersion: '' };
}

/**
 * Wraps full objects, status included, in a List; their order is kept. kubectl prints maps by key, so a manifest that
 * is written in another order gives the same text (printGeneric in kubernetes
 * staging/src/k8s.io/kubectl/pkg/cmd/get/get.go).
 */
export function toList(resources: readonly Resource[]): ObjectList {
  return { apiVersion: 'v1', items: resources.map(toOrderedObject), kind: 'List', metadata: { resourceVersion: '' } };
}

/** One object as kubectl prints it alone: the keys of every map sorted, lists as they are. */
export function toOrderedObject({ object }: Resource): OrderedObject {
  return orderedMap(object);
}

function orderedMap(map: object): OrderedObject {
  const entries = Object.entries(map).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, value]) => [key, ordered(value)]));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  return typeof value === 'object' && value !== null ? orderedMap(value) : value;
}
