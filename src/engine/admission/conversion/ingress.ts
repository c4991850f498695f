import type { FieldPath } from '../../model/index.ts';
import type { Fields } from './fields.ts';
import { eachWithin, preset, within, without } from './fields.ts';

/**
 * Ingresses before networking.k8s.io/v1: flat backends, `backend` for `defaultBackend`, and no need for a path type.
 *
 * pkg/apis/networking/v1beta1/{defaults,conversion}.go
 */
export function convertIngress(object: Fields): Fields {
  return within(object, 'spec', (spec) => {
    const { backend, ...rest } = spec;
    const renamed = backend === undefined ? rest : { defaultBackend: backend, ...rest };
    const converted = within(renamed, 'defaultBackend', convertBackend);
    return eachWithin(converted, 'rules', (rule) =>
      within(rule, 'http', (http) =>
        eachWithin(http, 'paths', (path) =>
          within(preset(path, { pathType: 'ImplementationSpecific' }), 'backend', convertBackend),
        ),
      ),
    );
  });
}

function convertBackend(backend: Fields): Fields {
  const { serviceName, servicePort } = backend;
  if (serviceName === undefined && servicePort === undefined) return backend;
  const port = typeof servicePort === 'string' ? { name: servicePort } : { number: servicePort };
  const service = { name: serviceName ?? '', ...(servicePort !== undefined && { port }) };
  return { ...without(backend, 'serviceName', 'servicePort'), service };
}

/** Where a field of the converted Ingress was written. */
export function writtenIngressPath(path: FieldPath): FieldPath {
  const written = path[1] === 'defaultBackend' ? ['spec', 'backend', ...path.slice(2)] : path;
  const backend = written.indexOf('backend');
  if (backend < 0 || written[backend + 1] !== 'service') return written;
  const field = written[backend + 2];
  const old = field === 'name' ? ['serviceName'] : field === 'port' ? ['servicePort'] : [];
  return [...written.slice(0, backend + 1), ...old];
}
