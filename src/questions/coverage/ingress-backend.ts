import type { ClusterView, Hop } from '../../engine/model/index.ts';
import { formatFieldPath, ingressBackends } from '../../engine/model/index.ts';
import type { Decided } from './unit.ts';

/**
 * The Service and the Service port to which an Ingress sent a request: its controller asks the endpoints by itself, so
 * nothing translates. ingress-nginx takes the port for the targetPort too.
 */
export function ingressBackend(view: ClusterView, { action, rule }: Hop): readonly Decided[] {
  const [, namespace, name] = /^Ingress ([^/]+)\/(.+)$/.exec(rule?.object ?? '') ?? [];
  if (action !== 'rewrite' || rule === undefined || namespace === undefined || name === undefined) return [];
  const backends = ingressBackends(view.get('Ingress', name, namespace)?.object ?? {});
  const backend = backends.find(({ path }) => rule.path.replace(/\.backend$/, '') === formatFieldPath(path));
  const service = view.get('Service', backend?.service ?? '', namespace)?.object;
  if (backend === undefined || service === undefined) return [];
  const object = `Service ${namespace}/${backend.service}`;
  const index = (service.spec?.ports ?? []).findIndex((port) =>
    [port.name, port.port, port.targetPort].includes(backend.port),
  );
  return [{ object, path: '' }, ...(index < 0 ? [] : [{ object, path: `spec.ports[${index}]` }])];
}
