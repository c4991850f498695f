import type { ClusterView, EndpointPort, ObjectRef, ServicePort } from '../../model/index.ts';
import { compareText, formatSocket, qualifiedName, SERVICE_NAME_LABEL } from '../../model/index.ts';
import type { BackendService, MissingBackend, NamedBackend } from './backend-service.ts';
import { backendService } from './backend-service.ts';
import type { KnownController } from './known-controllers.ts';
import { annotationOf, isTrue } from './nginx/annotations.ts';

type Routing = KnownController['routing'];

/** Where a controller sends a request to. */
export interface BackendEndpoint {
  /** An address; for a Service of type ExternalName the name, which the controller resolves itself. */
  readonly host: string;
  readonly port: number;
}

/** The endpoints behind a backend: at least one, or why there is none. */
export type BackendEndpoints =
  | {
      readonly kind: 'endpoints';
      readonly service: ObjectRef;
      /** The place of the port in `spec.ports`; absent for an ExternalName Service that has none. */
      readonly portIndex?: number;
      readonly endpoints: readonly BackendEndpoint[];
    }
  | MissingBackend;

/**
 * Where requests for a backend go: to the endpoints themselves, past the cluster IP, all equally likely.
 *
 * ingress-nginx internal/ingress/controller/controller.go (serviceEndpoints)
 */
export function endpointsOfBackend(view: ClusterView, backend: NamedBackend, routing: Routing): BackendEndpoints {
  const found = backendService(view, backend, routing);
  if (found.kind === 'missing') return found;
  const { service, asked, port } = found;
  const named = { kind: 'endpoints', service: service.ref, ...portIndexOf(found) } as const;
  if (service.object.spec.type === 'ExternalName') return external(found, routing);
  const virtual = routing === 'ingress-nginx' ? clusterEndpoint(backend, found) : undefined;
  if (virtual !== undefined) return { ...named, endpoints: [virtual] };
  const endpoints = port === undefined ? [] : readyEndpoints(view, service.ref, port, routing);
  if (endpoints.length > 0) return { ...named, endpoints };
  const text = `Service ${qualifiedName(service.ref)} has no ready endpoint for port ${asked}`;
  return { kind: 'missing', code: 'no-ready-endpoints', text, object: service.ref, path: ['spec', 'selector'] };
}

function portIndexOf({ service, port }: Found): { readonly portIndex?: number } {
  const ports = service.object.spec.ports ?? [];
  return port === undefined ? {} : { portIndex: ports.indexOf(port) };
}

function external(found: Found, routing: Routing): BackendEndpoints {
  const { service, asked, port } = found;
  const { ref, object } = service;
  if (routing === 'specification') {
    const text = `Service ${qualifiedName(ref)} is an ExternalName, which not every controller passes on to`;
    return { kind: 'missing', code: 'backend-external-name', text, object: ref, path: ['spec', 'type'] };
  }
  const number = Number(port?.targetPort ?? port?.port ?? asked) || Number(port?.port ?? asked);
  const host = (object.spec.externalName ?? '').replace(/\.$/, '');
  return { kind: 'endpoints', service: ref, ...portIndexOf(found), endpoints: [{ host, port: number }] };
}

/** With the annotation `service-upstream` requests go to the cluster IP after all (getServiceClusterEndpoint). */
function clusterEndpoint({ field }: NamedBackend, { service, port }: Found): BackendEndpoint | undefined {
  const host = service.object.spec.clusterIP ?? '';
  if (!isTrue(annotationOf(field.ingress.object, 'service-upstream')) || port === undefined) return undefined;
  return host === '' || host === 'None' ? undefined : { host, port: port.port };
}

type Found = Extract<BackendService, { kind: 'service' }>;

/**
 * The ready endpoints of one port of a Service, by address, each once.
 *
 * ingress-nginx internal/ingress/controller/endpointslices.go
 */
export function readyEndpoints(
  view: ClusterView,
  service: ObjectRef,
  port: ServicePort,
  routing: Routing,
): readonly BackendEndpoint[] {
  const found = new Map<string, BackendEndpoint>();
  const labels = { [SERVICE_NAME_LABEL]: service.name };
  for (const { object: slice } of view.labelled('EndpointSlice', service.namespace ?? '', labels)) {
    if (slice.addressType === 'FQDN') continue;
    const numbers = (slice.ports ?? []).flatMap((each) => portNumber(each, port, routing) ?? []);
    const ready = slice.endpoints.filter(({ conditions }) => conditions?.ready !== false);
    for (const host of ready.flatMap(({ addresses }) => addresses)) {
      for (const number of numbers) found.set(formatSocket(host, number), { host, port: number });
    }
  }
  return [...found].toSorted(([a], [b]) => compareText(a, b)).map(([, endpoint]) => endpoint);
}

/**
 * Service and slice are joined by the port's name. ingress-nginx takes any port for a Service port without a name, and a
 * numeric targetPort where no name fits.
 */
function portNumber(slicePort: EndpointPort, port: ServicePort, routing: Routing): number | undefined {
  if (slicePort.protocol !== 'TCP') return undefined;
  const name = port.name ?? '';
  if (slicePort.name === name) return slicePort.port;
  if (routing === 'specification') return undefined;
  if (name === '') return slicePort.port;
  const target = port.targetPort;
  return typeof target === 'number' ? target : undefined;
}
