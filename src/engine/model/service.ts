import type { Service } from './kubernetes.ts';

/** As much of a Service's spec as says how it is reached; admission asks of it before defaults are filled in. */
interface Typed {
  readonly type?: string;
  readonly externalTrafficPolicy?: string;
}

/** A Service without an address of its own: its name resolves to its endpoints, and no kube-proxy has rules for it. */
export function isHeadless({ spec }: Service): boolean {
  return spec.type !== 'ExternalName' && (spec.clusterIPs?.[0] ?? spec.clusterIP) === 'None';
}

/** Reports whether the Service is an alias of another name: nothing is found below its name, whatever it selects. */
export function isExternalName({ spec }: Service): boolean {
  return spec.type === 'ExternalName';
}

/** Reports whether the Service's node ports count at all; those of other types are left alone. */
export function hasNodePorts(spec: Typed | undefined): boolean {
  return spec?.type === 'NodePort' || spec?.type === 'LoadBalancer';
}

/** NeedsHealthCheck of kubernetes pkg/api/service: load balancers ask nodes whether they have an endpoint. */
export function needsHealthCheck(spec: Typed | undefined): boolean {
  return spec?.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}
