import type { Change, ClusterView, Resource } from '../model/index.ts';
import { put } from '../model/index.ts';
import { admitIngress } from '../network/gateway/index.ts';

/** What admission changes of the Ingresses that are written: their class, where they name none. `view` has them already. */
export function admitIngresses(view: ClusterView, written: readonly Resource[]): readonly Change[] {
  return written.flatMap(({ ref }) => {
    const ingress = ref.kind === 'Ingress' ? view.get('Ingress', ref.name, ref.namespace) : undefined;
    if (ingress === undefined) return [];
    const object = admitIngress(view, ingress.object);
    return object === ingress.object ? [] : [put(ingress, object)];
  });
}
