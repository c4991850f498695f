import type { Resource, Service, ServicePort, ServiceSpec } from '../../model/index.ts';
import { canonicalJson, isHeadless } from '../../model/index.ts';
import type { IPFamily } from './service-families.ts';

/** An entry of `status.loadBalancer.ingress` of a Service. */
export interface LoadBalancerIngress {
  readonly ip?: string;
  readonly ipMode?: string;
  readonly hostname?: string;
}

/** A Service on its way through allocation. What is still empty is to be allocated. */
export interface ServiceDraft {
  readonly resource: Resource<Service>;
  readonly policy: string;
  readonly families: readonly IPFamily[];
  /** One for each family; none for headless Services. */
  readonly clusterIPs: readonly (string | undefined)[];
  /** One for each port. */
  readonly nodePorts: readonly (number | undefined)[];
  readonly healthCheckNodePort: number | undefined;
  readonly ingress: readonly LoadBalancerIngress[];
}

/** Reports whether the API server gives the Service a node port for each port. pkg/api/service */
export function wantsNodePorts(spec: ServiceSpec | undefined): boolean {
  if (spec?.type === 'NodePort') return true;
  return spec?.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false;
}

/** Writes the draft into its Service; `undefined` where nothing changes. */
export function finishDraft(draft: ServiceDraft): Resource<Service> | undefined {
  const { resource } = draft;
  const service = resource.object;
  const spec = { ...service.spec, ...families(draft), ...clusterIPs(draft), ...ports(draft) };
  const finished: Service = { ...service, spec, ...status(draft) };
  return canonicalJson(finished) === canonicalJson(service) ? undefined : { ...resource, object: finished };
}

/** New addresses of the load balancer; a Service that is no longer of that type loses those it had. */
function status({ resource: { object: service }, ingress }: ServiceDraft): Pick<Service, 'status'> {
  if (ingress.length > 0) return { status: { ...service.status, loadBalancer: { ingress } } };
  const stale = service.spec.type !== 'LoadBalancer' && service.status?.loadBalancer?.ingress !== undefined;
  return stale ? { status: { ...service.status, loadBalancer: {} } } : {};
}

function families(draft: ServiceDraft): Partial<ServiceSpec> {
  return { ipFamilyPolicy: draft.policy, ipFamilies: draft.families };
}

function clusterIPs(draft: ServiceDraft): Partial<ServiceSpec> {
  if (isHeadless(draft.resource.object)) return { clusterIP: 'None', clusterIPs: ['None'] };
  const all = draft.clusterIPs.flatMap((ip) => ip ?? []);
  const [clusterIP] = all;
  return clusterIP === undefined ? {} : { clusterIP, clusterIPs: all };
}

function ports(draft: ServiceDraft): Partial<ServiceSpec> {
  const { healthCheckNodePort } = draft;
  const written = draft.resource.object.spec.ports;
  const withNodePort = (port: ServicePort, index: number): ServicePort => {
    const nodePort = draft.nodePorts[index];
    return nodePort === undefined ? port : { ...port, nodePort };
  };
  return {
    ...(written === undefined ? {} : { ports: written.map(withNodePort) }),
    ...(healthCheckNodePort === undefined ? {} : { healthCheckNodePort }),
  };
}
