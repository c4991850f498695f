import type { ClusterView, Labels, Pod, Protocol, Resource, Service, ServicePort } from '../../../model/index.ts';
import { namedPort, namespaceLabels } from '../../../model/index.ts';
import type { NamedPortRule, TrafficRule } from '../contract/traffic.ts';

/**
 * The Service by whose cluster IP a pod asks, where rules are held against the packet before translation: its own selector
 * stands for the labels of the pods behind it.
 */
export interface AskedService {
  readonly resource: Resource<Service>;
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  /** The Service's selector. */
  readonly labels: Labels;
  /** The pods that the Service selects. */
  readonly pods: readonly Resource<Pod>[];
}

const known = new WeakMap<ClusterView, ReadonlyMap<string, Resource<Service>>>();

/** The Service with that cluster IP; of two cluster IPs the first. A headless Service has none. */
export function serviceAskedBy(view: ClusterView, ip: string): AskedService | undefined {
  const byAddress =
    known.get(view) ?? new Map(view.list('Service').map((each) => [each.object.spec.clusterIP ?? '', each]));
  known.set(view, byAddress);
  const resource = byAddress.get(ip);
  if (resource === undefined) return undefined;
  const namespace = resource.ref.namespace;
  const labels = resource.object.spec.selector ?? {};
  return {
    resource,
    namespace,
    namespaceLabels: namespaceLabels(view, namespace),
    labels,
    pods: view.labelled('Pod', namespace, labels),
  };
}

/**
 * Reports whether a rule is about the port at which the Service is asked. The VPC CNI's controller looks for the port of the
 * Service whose target port is the rule's, by number or by name; a pod's spec tells which number has which name. A number
 * counts for a target port by name only if no pod gives that name a number that the rule does not have.
 *
 * amazon-network-policy-controller-k8s pkg/resolvers/endpoints.go (getMatchingServiceClusterIPs, hasTargetPortBypass),
 * pkg/k8s/{service,pod}_utils.go
 */
export function isAboutService(
  rule: TrafficRule,
  {
    service,
    traffic,
    port,
    protocol,
  }: {
    readonly service: AskedService;
    /** All that the rule of the policy is about. */
    readonly traffic: readonly TrafficRule[];
    readonly port: number;
    readonly protocol: string;
  },
): boolean {
  switch (rule.kind) {
    case 'any':
      return true;
    case 'protocol':
      return rule.protocol === protocol;
    case 'range': {
      if (rule.protocol !== protocol) return false;
      const own = portForNumber(service, rule.from, rule.protocol);
      if (own === undefined || opensMore(service, own, traffic)) return false;
      return own.port <= port && port <= (rule.from === rule.to ? own.port : rule.to);
    }
    case 'named':
      return rule.protocol === protocol && portForName(service, rule)?.port === port;
  }
}

function portsOf({ resource }: AskedService, protocol: string): readonly ServicePort[] {
  return resource.object.spec.ports?.filter((port) => port.protocol === protocol) ?? [];
}

function portForNumber(service: AskedService, number: number, protocol: Protocol): ServicePort | undefined {
  const ports = portsOf(service, protocol);
  const byNumber = ports.find(({ targetPort }) => targetPort === number);
  if (byNumber !== undefined) return byNumber;
  return ports.find(({ targetPort }) => {
    if (typeof targetPort !== 'string') return false;
    return service.pods.some(({ object }) => namedPort(object, targetPort, protocol) === number);
  });
}

function portForName(service: AskedService, { name, protocol }: NamedPortRule): ServicePort | undefined {
  if (protocol === undefined) return undefined;
  const ports = portsOf(service, protocol);
  const byName = ports.find(({ targetPort }) => targetPort === name);
  if (byName !== undefined) return byName;
  const numbers = new Set(service.pods.map(({ object }) => namedPort(object, name, protocol)));
  return ports.find(({ targetPort }) => typeof targetPort === 'number' && numbers.has(targetPort));
}

/** Reports whether a target port by name is, on any pod, a number that the rule does not have. */
function opensMore(service: AskedService, { targetPort, protocol }: ServicePort, traffic: readonly TrafficRule[]) {
  if (typeof targetPort !== 'string') return false;
  return service.pods.some(({ object }) => {
    const number = namedPort(object, targetPort, protocol as Protocol);
    return number !== undefined && !traffic.some((rule) => hasNumber(rule, number, protocol));
  });
}

function hasNumber(rule: TrafficRule, number: number, protocol: string): boolean {
  if (rule.kind === 'protocol') return rule.protocol === protocol;
  return rule.kind === 'range' && rule.protocol === protocol && rule.from <= number && number <= rule.to;
}
