import type { FieldPath, KubernetesObject } from '../../model/index.ts';
import { isObject, valueAt } from '../../model/index.ts';

export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * The Services that an object names at some of its fields, where `*` stands for every item of a list: by a reference with a
 * name, or as a host (`reviews`, `reviews.shop`, `reviews.shop.svc.cluster.local`). `undefined` where one of them cannot be read.
 */
export function servicesNamed(
  object: KubernetesObject,
  paths: readonly FieldPath[],
): readonly ServiceName[] | undefined {
  const own = object.metadata?.namespace ?? 'default';
  const names = paths.flatMap((path) => valuesAt(object, path)).map((value) => serviceName(value, own));
  return names.every((each) => each !== undefined) ? names : undefined;
}

function serviceName(value: unknown, own: string): ServiceName | undefined {
  if (isObject(value)) {
    const { name, namespace = own, kind = 'Service' } = value;
    // What names another kind leads to no Service by itself; that kind has a row of its own.
    if (typeof name !== 'string' || typeof namespace !== 'string') return undefined;
    return { namespace: kind === 'Service' ? namespace : '', name };
  }
  if (typeof value !== 'string' || value.includes('*')) return undefined;
  const [name = '', namespace = own] = value.split('.');
  return { namespace, name };
}

function valuesAt(root: unknown, [step, ...rest]: FieldPath): readonly unknown[] {
  if (step === undefined) return [root];
  if (step === '*') return Array.isArray(root) ? root.flatMap((item) => valuesAt(item, rest)) : [];
  const value = valueAt(root, [step]);
  return value === undefined ? [] : valuesAt(value, rest);
}
