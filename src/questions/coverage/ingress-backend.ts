import type { ClusterView, Hop } from '../../engine/model/index.ts';
import { ingressBackends } from '../../engine/model/index.ts';
import type { Decided } from './unit.ts';

/**
 * The Service and the Service port to which an Ingress sent a request: its controller asks the endpoints by itself, so
 * nothing translates. ingress-nginx takes the port for the targetPort too.
 */
export function ingressBackend(view: ClusterView, { action, rule }: Hop): readonly Decided[] {
  if (action !== 'rewrite' || rule === undefined || rule.ref.kind !== 'Ingress') return [];
  const { namespace } = rule.ref;
  const backends = ingressBackends(view.get('Ingress', rule.ref.name, namespace)?.object ?? {});
  const backend = backends.find(({ path }) => path.every((step, index) => rule.path[index] === step));
  const service = view.get('Service', backend?.service ?? '', namespace)?.object;
  if (backend === undefined || service === undefined) return [];
  const ref = { kind: 'Service', ...(namespace === undefined ? {} : { namespace }), name: backend.service };
  const index = (service.spec?.ports ?? []).findIndex((port) =>
    [port.name, port.port, port.targetPort].includes(backend.port),
  );
  return [{ ref, path: [] }, ...(index < 0 ? [] : [{ ref, path: ['spec', 'ports', index] }])];
}
