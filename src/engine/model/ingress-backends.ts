import type { Ingress } from './kubernetes.ts';
import type { FieldPath } from './source.ts';

/** A Service that an Ingress leads to, and what a client asks for to get there. */
export interface IngressBackend {
  /** Host and path; host `*` stands for any. */
  readonly address: string;
  readonly service: string;
  /** A number or a name of the Service's ports. */
  readonly port: number | string | undefined;
  /** `spec.rules[0].http.paths[0]`, whose `backend` it is, or `spec.defaultBackend`. */
  readonly path: FieldPath;
}

/** The default backend, then every path of every rule as it is written; a backend that is no Service is left out. */
export function ingressBackends({ spec }: Ingress): readonly IngressBackend[] {
  const paths = (spec?.rules ?? []).flatMap(({ host = '*', http }, rule) =>
    (http?.paths ?? []).flatMap(({ path = '/', backend }, index) =>
      backendOf(backend, `${host}${path}`, ['spec', 'rules', rule, 'http', 'paths', index]),
    ),
  );
  return [...backendOf(spec?.defaultBackend, '*/', ['spec', 'defaultBackend']), ...paths];
}

interface WrittenBackend {
  readonly service?: {
    readonly name: string;
    readonly port?: { readonly number?: number; readonly name?: string };
  };
}

function backendOf({ service }: WrittenBackend = {}, address: string, path: FieldPath): readonly IngressBackend[] {
  if (service === undefined) return [];
  return [{ address, service: service.name, port: service.port?.number ?? service.port?.name, path }];
}
