import type { Service, ServiceSpec } from './kubernetes.ts';

/** A Service without an address of its own: its name resolves to its endpoints, and no kube-proxy has rules for it. */
export function isHeadless({ spec }: Service): boolean {
  return spec?.type !== 'ExternalName' && (spec?.clusterIPs?.[0] ?? spec?.clusterIP) === 'None';
}

/** Reports whether the Service's node ports count at all; those of other types are left alone. */
export function hasNodePorts(spec: ServiceSpec | undefined): boolean {
  return spec?.type === 'NodePort' || spec?.type === 'LoadBalancer';
}

/** NeedsHealthCheck of kubernetes pkg/api/service: load balancers ask nodes whether they have an endpoint. */
export function needsHealthCheck(spec: ServiceSpec | undefined): boolean {
  return spec?.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}
