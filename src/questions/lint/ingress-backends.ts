import type { FieldPath, Ingress, Service, ServicePort } from '../../engine/model/index.ts';
import { ingressBackends } from '../../engine/model/index.ts';

/** A Service that an Ingress names with one of its ports. */
export interface Backend {
  readonly service: string;
  readonly port: number | string;
  /** Where the Service is named. */
  readonly path: FieldPath;
}

/** The Services that an Ingress names; a backend without a port is left out. */
export function backendsOf(ingress: Ingress): readonly Backend[] {
  return ingressBackends(ingress).flatMap(({ service, port, path }) => {
    const backend = path.at(-1) === 'defaultBackend' ? path : [...path, 'backend'];
    return port === undefined ? [] : [{ service, port, path: [...backend, 'service'] }];
  });
}

/** The port of the Service that a backend means. */
export function backendPort({ spec }: Service, { port }: Backend): ServicePort | undefined {
  return spec.ports?.find((each) => (typeof port === 'number' ? each.port === port : each.name === port));
}
