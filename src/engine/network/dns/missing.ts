import type { Considered, FieldPath, ObjectRef, Reason, Resource, Service } from '../../model/index.ts';
import { formatLabels, formatRef, ruleAt } from '../../model/index.ts';
import { namespaceExists } from './namespace-exists.ts';
import type { ServiceQuery } from './parse-query.ts';
import { domainOf } from './pointers.ts';
import { isServed, objectBehind, slicesOf } from './served-endpoints.ts';
import { similarNames } from './similar-names.ts';
import type { Explanation, KubernetesZone } from './zone.ts';

/** How many near misses an explanation lists at most. */
const MOST = 5;

function near(zone: KubernetesZone, ref: ObjectRef, mismatch: string, path: FieldPath = []): Considered {
  return { rule: ruleAt(zone.view, ref, path), mismatch };
}

/** A name whose labels mean nothing in the schema: `foo.cluster.local`, or more than two labels before a Service. */
export function outsideSchema(
  zone: KubernetesZone,
  name: string,
  because: 'first-label' | 'too-many-labels',
): Explanation {
  const text =
    because === 'first-label'
      ? `${name} is neither below svc.${zone.domain} nor below pod.${zone.domain}`
      : `${name} has more labels than any record of the cluster`;
  return { reason: { code: 'outside-schema', text }, considered: [] };
}

/** The namespace does not exist; near are namespaces of a similar name, and those that do hold the Service. */
export function noSuchNamespace(zone: KubernetesZone, namespace: string, service: string | undefined): Explanation {
  if (namespaceExists(zone.view, namespace)) return hidden(zone, 'namespace-not-exposed', `namespace ${namespace}`);
  const names = zone.view.list('Namespace').map(({ ref }) => ref.name);
  const similar = similarNames(namespace, names).map((name) =>
    near(zone, { kind: 'Namespace', name }, `is named ${name}, not ${namespace}`),
  );
  const elsewhere = service === undefined ? [] : inOtherNamespaces(zone, service, namespace);
  const reason = { code: 'no-such-namespace', text: `there is no namespace ${namespace}` };
  return { reason, considered: [...elsewhere, ...similar].slice(0, MOST) };
}

/** The Service does not exist; near are its namesakes elsewhere, workloads of that name, and similar names. */
export function noSuchService(zone: KubernetesZone, namespace: string, name: string): Explanation {
  const there = zone.view.get('Service', name, namespace);
  if (there !== undefined) return hidden(zone, 'service-not-exposed', formatRef(there.ref));
  const neighbours = zone
    .services()
    .filter(({ ref }) => ref.namespace === namespace)
    .map(({ ref }) => ref.name);
  const similar = similarNames(name, neighbours).map((each) =>
    near(zone, { kind: 'Service', namespace, name: each }, `is named ${each}, not ${name}`),
  );
  const elsewhere = inOtherNamespaces(zone, name, namespace);
  const considered = [...elsewhere, ...workloadsNamed(zone, namespace, name), ...similar];
  const reason = { code: 'no-such-service', text: `there is no Service ${name} in namespace ${namespace}` };
  return { reason, considered: considered.slice(0, MOST) };
}

function hidden({ settings: { rule } }: KubernetesZone, code: string, what: string): Explanation {
  const text = `${what} is not exposed by the cluster's DNS`;
  return { reason: { code, text }, ...(rule === undefined ? {} : { rule }), considered: [] };
}

/** Endpoints are not served at all: neither their names nor the addresses of headless Services. */
export function endpointsDisabled({ settings: { rule } }: KubernetesZone): Explanation {
  const reason = { code: 'endpoints-disabled', text: "the cluster's DNS answers for no endpoints (noendpoints)" };
  return { reason, ...(rule === undefined ? {} : { rule }), considered: [] };
}

function inOtherNamespaces(zone: KubernetesZone, name: string, namespace: string): readonly Considered[] {
  return zone
    .namespacesWith(name)
    .filter((each) => each !== namespace)
    .map((each) =>
      near(zone, { kind: 'Service', namespace: each, name }, `is in namespace ${each}: ask for ${name}.${each}`),
    );
}

function workloadsNamed(zone: KubernetesZone, namespace: string, name: string): readonly Considered[] {
  const kinds = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet'] as const;
  return kinds.flatMap((kind) => {
    const workload = zone.view.get(kind, name, namespace);
    if (workload === undefined) return [];
    const mismatch = `a ${kind} has no DNS record of its name: only a Service in front of it has`;
    return [near(zone, workload.ref, mismatch)];
  });
}

/** A headless Service, or an endpoint of any, without an address that is ready; near are those that are not. */
export function noReadyEndpoint(zone: KubernetesZone, service: Resource<Service>): Explanation {
  const unready = slicesOf(zone.view, service).flatMap((slice) =>
    slice.object.endpoints
      .filter((endpoint) => !isServed(endpoint))
      .map((endpoint) => {
        const state = endpoint.conditions?.terminating === true ? 'is terminating' : 'is not ready';
        const ips = endpoint.addresses.join(', ');
        return near(zone, objectBehind(slice, endpoint), `${ips} ${state}, and DNS lists ready endpoints only`);
      }),
  );
  const text = `Service ${service.ref.namespace}/${service.ref.name} has no ready endpoint`;
  const considered = unready.length > 0 ? unready.slice(0, MOST) : [whyNoEndpoints(zone, service)];
  const rule = ruleAt(zone.view, service.ref, ['spec', 'clusterIP']);
  return { reason: { code: 'no-ready-endpoint', text }, rule, considered };
}

function whyNoEndpoints(zone: KubernetesZone, service: Resource<Service>): Considered {
  const selector = service.object.spec.selector ?? {};
  if (Object.keys(selector).length === 0) {
    return near(zone, service.ref, 'has no selector, and no EndpointSlice names it', ['spec']);
  }
  const matching = zone.view.labelled('Pod', service.ref.namespace, selector).length;
  const text =
    matching === 0 ? `no pod has the labels ${formatLabels(selector)}` : 'no pod that it selects has an address';
  return near(zone, service.ref, text, ['spec', 'selector']);
}

/** The Service has no endpoint of this name; near is the pod of that name, and why it has no record. */
export function noSuchEndpoint(zone: KubernetesZone, service: Resource<Service>, endpoint: string): Explanation {
  const ref = `${service.ref.namespace}/${service.ref.name}`;
  const names = zone.endpointsOf(service).map((each) => each.name);
  const pod = zone.view.get('Pod', endpoint, service.ref.namespace);
  const considered = pod === undefined ? [] : [near(zone, pod.ref, ...podMismatch(zone, service, pod.object.spec))];
  const known = names.length === 0 ? '' : `; it has ${[...new Set(names)].slice(0, MOST).join(', ')}`;
  const text = `Service ${ref} has no endpoint named ${endpoint}${known}`;
  return { reason: { code: 'no-such-endpoint', text }, rule: ruleAt(zone.view, service.ref), considered };
}

function podMismatch(
  zone: KubernetesZone,
  service: Resource<Service>,
  spec: { readonly hostname?: string; readonly subdomain?: string },
): [string, FieldPath] {
  const { name } = service.ref;
  if (spec.hostname === undefined) return ['sets no hostname, so that its record is its address with dashes', ['spec']];
  if (spec.subdomain !== name) {
    return [`its subdomain is ${spec.subdomain ?? 'not set'}, not ${name}`, ['spec', 'subdomain']];
  }
  return [`is no ready endpoint of ${domainOf(zone, service)}`, []];
}

/** No port of the Service has the name and protocol; near are its ports. */
export function noSuchPort(zone: KubernetesZone, service: Resource<Service>, query: ServiceQuery): Explanation {
  const ports = service.object.spec.ports ?? [];
  const considered = ports.slice(0, MOST).map((port, index) => {
    const mismatch = `is ${port.name ?? 'unnamed'}/${port.protocol}`;
    return near(zone, service.ref, mismatch, ['spec', 'ports', index]);
  });
  const text = `${formatRef(service.ref)} has no port ${query.port}/${query.protocol.toUpperCase()}`;
  return {
    reason: { code: 'no-such-port', text },
    rule: ruleAt(zone.view, service.ref, ['spec', 'ports']),
    considered,
  };
}

/** Anything below an ExternalName Service: an alias has neither endpoints nor ports. */
export function belowAlias(zone: KubernetesZone, service: Resource<Service>): Explanation {
  const text = `${formatRef(service.ref)} is an alias, and has no names below it`;
  return aliasExplanation(zone, service, { code: 'below-external-name', text });
}

/** An ExternalName Service whose target is an address, of which no CNAME can be made. */
export function aliasOfAddress(zone: KubernetesZone, service: Resource<Service>, address: string): Explanation {
  const text = `${formatRef(service.ref)} is an alias of ${address}, and an alias needs a name, not an address`;
  return aliasExplanation(zone, service, { code: 'external-name-is-address', text });
}

function aliasExplanation(zone: KubernetesZone, service: Resource<Service>, reason: Reason): Explanation {
  return { reason, rule: ruleAt(zone.view, service.ref, ['spec', 'externalName']), considered: [] };
}

/** A name below `pod` without a record; near is the pod of that name, which people expect to find here. */
export function noSuchPod(zone: KubernetesZone, namespace: string, name: string, reason: Reason): Explanation {
  const pod = zone.view.get('Pod', name, namespace);
  const mismatch = 'pods have no DNS record of their name: only of their address, with dashes';
  const { rule, pods } = zone.settings;
  const ruled = rule === undefined || pods === 'insecure' ? {} : { rule };
  return { reason, ...ruled, considered: pod === undefined ? [] : [near(zone, pod.ref, mismatch)] };
}

/** The server is told not to answer for pods at all. */
export function podsDisabled(): Reason {
  return { code: 'pod-names-disabled', text: "the cluster's DNS answers no pod names (pods disabled)" };
}

/** A pod name that is no address. */
export function notADashedAddress(name: string): Reason {
  return { code: 'not-a-dashed-address', text: `${name} is no address written with dashes` };
}
