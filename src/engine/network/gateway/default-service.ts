import type { ClusterView, ObjectRef } from '../../model/index.ts';
import { type BackendEndpoint, readyEndpoints } from './backend-endpoints.ts';
import type { Controller } from './controller.ts';

/**
 * The Service that `--default-backend-service` names, by its first port. Without a ready endpoint the controller answers by
 * itself (ingress-nginx internal/ingress/controller/controller.go, getDefaultUpstream).
 */
export function defaultService(
  view: ClusterView,
  { flags, known }: Controller,
): { readonly service: ObjectRef; readonly endpoints: readonly BackendEndpoint[] } | undefined {
  const [namespace = '', name = ''] = (flags.get('default-backend-service') ?? '').split('/');
  const service = view.get('Service', name, namespace);
  const port = service?.object.spec.ports?.[0];
  if (service === undefined || port === undefined) return undefined;
  const endpoints = readyEndpoints(view, service.ref, port, known.routing);
  return endpoints.length === 0 ? undefined : { service: service.ref, endpoints };
}
