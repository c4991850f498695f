import type { KubernetesObject, OwnerReference, Resource } from '../model/index.ts';
import { admittedForm } from './schema/index.ts';

/**
 * A rejected object as something to ask policies about; nothing where it lacks what its kind demands, since objects in
 * a state have the types of admitted ones. An owner reference without a name names nobody, and is left out; one
 * without a kind still says which pods are together.
 */
export function keptAside({ object, ...resource }: Resource): readonly Resource[] {
  const gvk = { apiVersion: String(object.apiVersion), kind: String(object.kind) };
  const whole = admittedForm(withNamedOwners(object), gvk);
  return whole === undefined ? [] : [{ ...resource, object: whole }];
}

function withNamedOwners(object: KubernetesObject): KubernetesObject {
  const { ownerReferences, ...metadata } = object.metadata ?? {};
  if (ownerReferences === undefined || ownerReferences.every(namesSomebody)) return object;
  return { ...object, metadata: { ...metadata, ownerReferences: ownerReferences.filter(namesSomebody) } };
}

function namesSomebody({ name = '' }: Partial<OwnerReference>): boolean {
  return name !== '';
}
