import type { Address, Cidr, Family, Protocol, Resource, Service, ServicePort } from '../../model/index.ts';
import { parseAddress, parseLegacyCidr } from '../../model/index.ts';

/** By which of its addresses a Service is asked. */
export type ServiceVia = 'ClusterIP' | 'ExternalIP' | 'LoadBalancer' | 'NodePort';

/** Which endpoints a traffic policy leaves: those of the whole cluster, or the node's own. */
export type TrafficPolicy = 'Cluster' | 'Local';

/**
 * One port of one Service in one IP family, as kube-proxy sees it; its addresses are of that family only.
 *
 * kubernetes pkg/proxy/serviceport.go (BaseServicePortInfo).
 */
export interface ProxiedPort {
  readonly service: Resource<Service>;
  readonly family: Family;
  /** The place in `spec.ports`. */
  readonly index: number;
  /** Empty for the only port of a Service, which may go unnamed. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** 0 for none. */
  readonly nodePort: number;
  readonly targetPort: number | string;
  readonly clusterIP: Address;
  readonly externalIPs: readonly Address[];
  /** The load balancer's addresses, but those with `ipMode: Proxy`, for which kube-proxy has no rules (KEP-1860). */
  readonly loadBalancerIPs: readonly Address[];
  /** Empty where every source may use the load balancer's address. */
  readonly sourceRanges: readonly Cidr[];
  readonly internalTrafficPolicy: TrafficPolicy;
  readonly externalTrafficPolicy: TrafficPolicy;
  /** Seconds that a client keeps to its endpoint; `undefined` without session affinity. */
  readonly affinitySeconds: number | undefined;
  /** 0 for none. */
  readonly healthCheckNodePort: number;
}

/** Seconds of `sessionAffinity: ClientIP` without a timeout of its own (pkg/apis/core/v1/defaults.go). */
const DEFAULT_AFFINITY_SECONDS = 10800;

/**
 * The ports of a Service in every family in which it has a cluster IP; none for headless and ExternalName Services,
 * which kube-proxy skips (ShouldSkipService in kubernetes pkg/proxy/util/utils.go).
 */
export function proxiedPorts(service: Resource<Service>): readonly ProxiedPort[] {
  const { spec } = service.object;
  if (spec.type === 'ExternalName') return [];
  return clusterIPs(service.object).flatMap((clusterIP) => {
    const facts = factsOf(service, clusterIP);
    return (spec.ports ?? []).map((port, index) => proxiedPort(facts, port, index));
  });
}

/** Reports whether any traffic of the port goes by the Cluster policy; a Local one still short-circuits pods. */
export function usesClusterEndpoints(port: ProxiedPort): boolean {
  return port.internalTrafficPolicy === 'Cluster' || isExternallyAccessible(port);
}

/** Reports whether any traffic of the port goes by the Local policy. */
export function usesLocalEndpoints(port: ProxiedPort): boolean {
  return (
    port.internalTrafficPolicy === 'Local' || (port.externalTrafficPolicy === 'Local' && isExternallyAccessible(port))
  );
}

/** Reports whether the port answers anywhere but at its cluster IP. */
export function isExternallyAccessible(port: ProxiedPort): boolean {
  return port.nodePort !== 0 || port.loadBalancerIPs.length > 0 || port.externalIPs.length > 0;
}

/** The first cluster IP of each family: the pair of a dual-stack Service, in its order. */
function clusterIPs({ spec }: Service): readonly Address[] {
  const texts = spec.clusterIPs !== undefined && spec.clusterIPs.length > 0 ? spec.clusterIPs : [spec.clusterIP ?? ''];
  const addresses = texts.flatMap((text) => parseAddress(text) ?? []);
  return addresses.filter((each, index) => addresses.findIndex(({ family }) => family === each.family) === index);
}

function proxiedPort(facts: ServiceFacts, port: ServicePort, index: number): ProxiedPort {
  return {
    ...facts,
    index,
    name: port.name ?? '',
    protocol: port.protocol as Protocol,
    port: port.port,
    nodePort: port.nodePort ?? 0,
    targetPort: port.targetPort,
  };
}

/** What all ports of a Service in a family share. */
type ServiceFacts = Omit<ProxiedPort, 'index' | 'name' | 'protocol' | 'port' | 'nodePort' | 'targetPort'>;

function factsOf(service: Resource<Service>, clusterIP: Address): ServiceFacts {
  const { family } = clusterIP;
  const { spec, status } = service.object;
  const ofFamily = (texts: readonly string[]) =>
    texts.flatMap((each) => {
      const address = parseAddress(each);
      return address?.family === family ? [address] : [];
    });
  const vips = (status?.loadBalancer?.ingress ?? []).filter(({ ipMode }) => ipMode !== 'Proxy');
  const external = externalTrafficPolicy(service.object);
  return {
    service,
    family,
    clusterIP,
    externalIPs: ofFamily(spec.externalIPs ?? []),
    loadBalancerIPs: ofFamily(vips.map(({ ip }) => ip ?? '')),
    sourceRanges: sourceRanges(spec.loadBalancerSourceRanges ?? [], family),
    internalTrafficPolicy: policyOf(spec.internalTrafficPolicy),
    externalTrafficPolicy: external,
    affinitySeconds:
      spec.sessionAffinity === 'ClientIP'
        ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS)
        : undefined,
    healthCheckNodePort: spec.type === 'LoadBalancer' && external === 'Local' ? (spec.healthCheckNodePort ?? 0) : 0,
  };
}

/** `externalTrafficPolicy` counts only for a Service that is externally accessible (pkg/api/v1/service/util.go). */
function externalTrafficPolicy({ spec }: Service): TrafficPolicy {
  const type = spec.type;
  const accessible = type === 'NodePort' || type === 'LoadBalancer' || (spec.externalIPs ?? []).length > 0;
  return accessible ? policyOf(spec.externalTrafficPolicy) : 'Cluster';
}

function policyOf(text: string | undefined): TrafficPolicy {
  return text === 'Local' ? 'Local' : 'Cluster';
}

/** One range of everything lifts the restriction; a range of the other family says nothing about this one. */
function sourceRanges(texts: readonly string[], family: Family): readonly Cidr[] {
  const ranges = texts.flatMap((text) => parseLegacyCidr(text.trim()) ?? []).filter((range) => range.family === family);
  return ranges.some(({ prefix }) => prefix === 0) ? [] : ranges;
}
