import type { ServiceSpec } from './kubernetes.ts';

/** Reports whether the Service's node ports count at all; those of other types are left alone. */
export function hasNodePorts(spec: ServiceSpec | undefined): boolean {
  return spec?.type === 'NodePort' || spec?.type === 'LoadBalancer';
}

/** NeedsHealthCheck of kubernetes pkg/api/service: load balancers ask nodes whether they have an endpoint. */
export function needsHealthCheck(spec: ServiceSpec | undefined): boolean {
  return spec?.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}
