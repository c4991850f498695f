import type { Change, ClusterView, EndpointSlice, ObjectRef, Resource } from '../../model/index.ts';
import { SERVICE_NAME_LABEL } from '../../model/index.ts';
import { putChanged } from './writing.ts';

/** The label that says which controller keeps a slice. */
export const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';

/** Makes the slices that a controller keeps for a Service those that are wanted; slices of other managers stay as they are. */
export function keepSlices(
  view: ClusterView,
  { service: { namespace = '', name }, manager }: { readonly service: ObjectRef; readonly manager: string },
  wanted: readonly Resource<EndpointSlice>[],
): readonly Change[] {
  const mine = { [SERVICE_NAME_LABEL]: name, [MANAGED_BY_LABEL]: manager };
  const existing = new Map(view.labelled('EndpointSlice', namespace, mine).map((slice) => [slice.ref.name, slice]));
  const changes: Change[] = [];
  for (const resource of wanted) {
    const present = existing.get(resource.ref.name);
    existing.delete(resource.ref.name);
    changes.push(
      ...(present === undefined ? [{ kind: 'put', resource } as const] : putChanged(present, resource.object)),
    );
  }
  for (const { ref } of existing.values()) changes.push({ kind: 'delete', ref });
  return changes;
}
