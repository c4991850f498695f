import type { FieldPath, Ingress, Service, ServicePort } from '../model/index.ts';

/** A Service that an Ingress leads to. */
export interface Backend {
  readonly service: string;
  readonly port: number | string;
  readonly path: FieldPath;
}

interface WrittenBackend {
  readonly service?: {
    readonly name: string;
    readonly port?: { readonly number?: number; readonly name?: string };
  };
}

/** The Services that an Ingress names, in the order of writing; a backend that is another resource is left out. */
export function backendsOf({ spec }: Ingress): readonly Backend[] {
  const paths = (spec?.rules ?? []).flatMap(({ http }, rule) =>
    (http?.paths ?? []).flatMap(({ backend }, path) =>
      backendAt(backend, ['spec', 'rules', rule, 'http', 'paths', path, 'backend']),
    ),
  );
  return [...backendAt(spec?.defaultBackend, ['spec', 'defaultBackend']), ...paths];
}

function backendAt(backend: WrittenBackend | undefined, path: FieldPath): readonly Backend[] {
  const service = backend?.service;
  const port = service?.port?.name ?? service?.port?.number;
  if (service === undefined || port === undefined) return [];
  return [{ service: service.name, port, path: [...path, 'service'] }];
}

/** The port of the Service that a backend means. */
export function backendPort({ spec }: Service, { port }: Backend): ServicePort | undefined {
  return spec?.ports?.find((each) => (typeof port === 'number' ? each.port === port : each.name === port));
}
