import type { ClusterView, Hop } from '../model/index.ts';

/** As much of an Ingress as says where a request goes. */
interface Backend {
  readonly service?: {
    readonly name?: string;
    readonly port?: { readonly name?: string; readonly number?: number };
  };
}

/**
 * The Service and the Service port to which an Ingress sent a request: its controller asks the endpoints by itself, so
 * nothing translates. ingress-nginx takes the port for the targetPort too.
 */
export function ingressBackend(
  view: ClusterView,
  { action, rule }: Hop,
): readonly { readonly object: string; readonly path: string }[] {
  const [, namespace, name] = /^Ingress ([^/]+)\/(.+)$/.exec(rule?.object ?? '') ?? [];
  if (action !== 'rewrite' || rule === undefined || namespace === undefined || name === undefined) return [];
  const { service } = backendAt(view.get('Ingress', name, namespace)?.object, rule.path);
  const found = view.get('Service', service?.name ?? '', namespace)?.object.spec;
  if (service?.name === undefined || found === undefined) return [];
  const object = `Service ${namespace}/${service.name}`;
  const asked = service.port?.name ?? service.port?.number;
  const index = (found.ports ?? []).findIndex(
    (port) => port.name === asked || port.port === asked || port.targetPort === asked,
  );
  return [{ object, path: '' }, ...(index < 0 ? [] : [{ object, path: `spec.ports[${index}]` }])];
}

/** `spec.rules[0].http.paths[0]`, whose `backend` it is, or `spec.defaultBackend`. */
function backendAt(ingress: unknown, path: string): Backend {
  const steps = path.match(/[^.[\]]+/g) ?? [];
  let value = ingress;
  for (const step of [...steps.slice(0, steps.at(-1) === 'backend' ? -1 : undefined)]) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  if (typeof value !== 'object' || value === null) return {};
  const backend: unknown = Reflect.get(value, 'backend') ?? value;
  return typeof backend === 'object' && backend !== null ? backend : {};
}
