import type { ClusterView, FieldPath, ObjectRef, Resource, Service, ServicePort } from '../../model/index.ts';
import { qualifiedName } from '../../model/index.ts';
import type { KnownController } from './known-controllers.ts';
import type { MatchedField } from './match.ts';
import type { Backend } from './route.ts';

/** What keeps a backend from being used, and the field of the Ingress or Service that says so. */
export interface MissingBackend {
  readonly kind: 'missing';
  readonly code:
    | 'backend-not-a-service'
    | 'backend-service-missing'
    | 'backend-port-missing'
    | 'backend-external-name'
    | 'no-ready-endpoints';
  readonly text: string;
  readonly object: ObjectRef;
  readonly path: FieldPath;
}

/** The Service and port that a backend names. An ExternalName Service needs no port of its own: then `port` is absent. */
export type BackendService =
  | {
      readonly kind: 'service';
      readonly service: Resource<Service>;
      readonly asked: string;
      readonly port?: ServicePort;
    }
  | MissingBackend;

/** A backend, and the field of the Ingress that names it. */
export interface NamedBackend {
  readonly backend: Backend;
  readonly field: MatchedField;
}

/** Finds the Service of a backend, in the namespace of its Ingress, and its port by number or name. */
export function backendService(
  view: ClusterView,
  { backend, field }: NamedBackend,
  routing: KnownController['routing'],
): BackendService {
  const { ref } = field.ingress;
  const place = field.at.at(-1) === 'defaultBackend' ? field.at : [...field.at, 'backend'];
  const { service: wanted } = backend;
  if (wanted === undefined) {
    return {
      kind: 'missing',
      code: 'backend-not-a-service',
      text: 'the backend is no Service',
      object: ref,
      path: place,
    };
  }
  const service = view.get('Service', wanted.name, ref.namespace);
  if (service === undefined) {
    const text = `there is no Service ${wanted.name} in namespace ${ref.namespace}`;
    const path = [...place, 'service', 'name'];
    return { kind: 'missing', code: 'backend-service-missing', text, object: ref, path };
  }
  const asked = String(wanted.port?.name ?? wanted.port?.number ?? '');
  const port = servicePort(service.object, asked, routing);
  if (port !== undefined) return { kind: 'service', service, asked, port };
  if (service.object.spec.type === 'ExternalName' && /^\d+$/.test(asked)) return { kind: 'service', service, asked };
  const ports = (service.object.spec.ports ?? []).map(describePort).join(', ');
  const text = `Service ${qualifiedName(service.ref)} has no port ${asked}; it has ${ports === '' ? 'none' : ports}`;
  const path = [...place, 'service', 'port'];
  return { kind: 'missing', code: 'backend-port-missing', text, object: ref, path };
}

/** ingress-nginx takes a backend's port for the targetPort too (controller.go, serviceEndpoints). */
function servicePort({ spec }: Service, asked: string, routing: KnownController['routing']): ServicePort | undefined {
  return spec.ports?.find(
    ({ name, port, targetPort }) =>
      String(port) === asked || name === asked || (routing === 'ingress-nginx' && String(targetPort) === asked),
  );
}

function describePort({ name, port }: ServicePort): string {
  return name === undefined || name === '' ? String(port) : `${port} (${name})`;
}
