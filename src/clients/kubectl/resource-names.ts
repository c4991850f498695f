import { resolveKind } from '../../engine/admission/index.ts';
import type { Resource } from '../../engine/model/index.ts';

/** `pod`, `deployment.apps`: the kind of an object with its group, as kubectl's messages write it. */
export function kindName({ ref, object }: Resource): string {
  const group = groupOf(object.apiVersion ?? '');
  const kind = (object.kind ?? ref.kind).toLowerCase();
  return group === '' ? kind : `${kind}.${group}`;
}

/** `pod/web`, `deployment.apps/web`: what `-o name` prints. */
export function qualifiedByKind(resource: Resource): string {
  return `${kindName(resource)}/${resource.ref.name}`;
}

/** `pods`, `deployments.apps`: the resource, as the API server's messages write it. */
export function resourceOf({ ref, object }: Resource): string {
  const group = groupOf(object.apiVersion ?? '');
  const kind = object.kind ?? ref.kind;
  const plural = resolveKind(group === '' ? kind : `${kind}.${group}`)?.plural ?? `${kind.toLowerCase()}s`;
  return group === '' ? plural : `${plural}.${group}`;
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
